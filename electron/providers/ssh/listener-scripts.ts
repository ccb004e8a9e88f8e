/**
 * Functions: which process listens, and whether it has been executed anew. They fork as little as can be: on a small
 * machine that is what everything waits for.
 */
export const listenerFunctions = `
# The words of the process's command line, with nothing between them.
is_listener() {
  command=
  IFS= read -r command <"/proc/$1/cmdline"
  case $command in
    */sshd-session* | */sshd-auth*) return 1 ;;
    *sshd*'[listener]'* | /*/sshd-* | /*/sshd) return 0 ;;
    *) return 1 ;;
  esac
} 2>/dev/null
find_parent() {
  while read -r name parent rest; do [ "$name" != PPid: ] || return 0; done <"/proc/$1/status"
  parent=0
} 2>/dev/null
# In $image where the process's code, stack, heap and arguments are, or nothing when there is none. The kernel gives a
# program other addresses each time it is executed, and that is what a reload does. It hides them from whom it does not
# trust, with zeros.
image_of() {
  image=/proc/$1/auxv
  line=
  IFS= read -r line <"/proc/$1/stat"
  set -- \${line##*) }
  case \${26:-0} in
    0 | 1) image=$(cksum <"$image") ;;
    *) image="\${24} \${26} \${45} \${46}" ;;
  esac
  :
} 2>/dev/null
# In $listener its number, or nothing: among the ancestors of a session that it took, unless it has been started anew since.
find_listener() {
  listener=$$
  while [ "$listener" -gt 0 ] && ! is_listener "$listener"; do
    find_parent "$listener"
    listener=$parent
  done
  [ "$listener" -le 0 ] || return 0
  for file in /run/sshd.pid /var/run/sshd.pid; do
    if IFS= read -r listener <"$file" && is_listener "$listener"; then return 0; fi
  done 2>/dev/null
  listener=
}
`;

/**
 * A function, for a shell that expands no patterns: in $options, each on a line, what the listener, which was found
 * last, has been told on its command line that decides its configuration, and in $config the file of that.
 * What it calls itself shows no quotes: a word that begins with no dash belongs to the one before.
 */
export const optionsFunction = `
find_options() {
  options= letter=
  case $command in
    *'[listener]'*) set -- \${command%%'[listener]'*} ;;
    *sshd | *sshd-D) return ;;
    *) set -- $(tr '\\0' ' ' <"/proc/$listener/cmdline") ;;
  esac
  line_end='
'
  while [ $# -gt 0 ]; do
    word=$1
    shift
    case $word in -?*) ;; *) continue ;; esac
    word=\${word#-}
    while :; do case $word in [46DGQRTVdeiqrt]*) word=\${word#?} ;; *) break ;; esac; done
    [ -n "$word" ] || continue
    value=\${word#?}
    letter=\${word%"$value"}
    if [ -z "$value" ] && [ $# -gt 0 ]; then value=$1 && shift; fi
    while [ $# -gt 0 ]; do case $1 in -*) break ;; *) value="$value $1" && shift ;; esac; done
    case $letter in
      [chop]) [ -z "$value" ] || options=$options-$letter$line_end$value$line_end ;;
      f) options=$options-f$line_end$value$line_end config=$value ;;
    esac
  done
}
`;

/** Those and more: the last tells the listener to read its configuration again, or the service manager where there is none. */
export const reloadFunctions = `${listenerFunctions}
service_does() {
  PATH=$PATH:/usr/sbin:/sbin
  if [ -d /run/systemd/system ]; then
    systemctl "$1" ssh.service 2>/dev/null || systemctl "$1" sshd.service
  elif command -v rc-service >/dev/null; then
    rc-service sshd "$1"
  else
    service ssh "$1" 2>/dev/null || service sshd "$1"
  fi
}
# Whether something listens at port $1. Where no sshd does, it is another program: inetd, a socket of systemd's. That
# starts an sshd for each connection, which reads its configuration anew.
is_listened_at() {
  [ -n "$1" ] || return 1
  end=$(printf ':%04X' "$1")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | (
    while read -r number here there state rest; do
      [ "$state" != 0A ] || case $here in *"$end") exit 0 ;; esac
    done
    exit 1
  )
}
has_begun_anew() { [ ! -d "/proc/$1" ] || ! image_of "$1" || [ "$image" != "$before" ]; }
# It does so at once: a few looks cost less than a process to wait in.
signal_until_anew() {
  kill -HUP "$1" || return 1
  tries=$2
  until has_begun_anew "$1" || [ $tries -le 0 ]; do
    [ $tries -gt 150 ] || sleep 0.02 2>/dev/null || { sleep 1; tries=$((tries - 49)); }
    tries=$((tries - 1))
  done
}
# $1: the listener, or nothing. $2: the port that connections come in at. A service that is started where none has run
# may take the place of what listens, and listen elsewhere.
reload_listener() {
  if [ -z "$1" ]; then
    service_does reload || is_listened_at "$2" || service_does start
    return
  fi
  image_of "$1"
  before=$image
  # From when it is executed anew until it listens a signal is nothing to it. Twice is harmless so long after.
  signal_until_anew "$1" 156 || return 1
  has_begun_anew "$1" || signal_until_anew "$1" 10 || :
  # It does not survive what it can't read, and some do not execute themselves anew but end.
  [ -d "/proc/$1" ] && return
  find_listener
  [ -n "$listener" ] || service_does start
}
`;
