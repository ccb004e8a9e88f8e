import { readFileFunction } from './remote-file-scripts.ts';
import { dropInPath, mainConfigPath } from './sshd-config.ts';

const dropInFolder = dropInPath.slice(0, dropInPath.lastIndexOf('/'));

/** Prints where sshd is. A sudo's or a user's PATH may lack the folders for it. */
export const findSshdScript = `
PATH=$PATH:/usr/sbin:/usr/local/sbin:/sbin:/usr/lib/ssh:/usr/libexec
command -v sshd
`;

/**
 * "$@": sshd with arguments that make it look at its configuration and end. It refuses to do even that while the folder
 * is missing that its service makes at each start; here it is made just so.
 */
export const runSshdScript = `
exec 3>&1
complaint=$("$@" 2>&1 >&3) && exit 0
code=$?
# Its lines end as a terminal's do.
complaint=$(printf '%s' "$complaint" | tr -d '\\r')
folder=$(printf '%s\\n' "$complaint" | sed -n 's/^Missing privilege separation directory: //p')
case $folder in
  /run/* | /var/run/*) mkdir -p -m 755 "$folder" && exec "$@" ;;
esac
printf '%s\\n' "$complaint" >&2
exit $code
`;

/** The same for what it says, which is put into $settings. Only one that fails is asked what it complains of. */
const askSshdScript = `
settings=$("$@" 2>/dev/null) || settings=$(
${runSshdScript}
) || exit 88
`;

/**
 * $1: sshd's file with its process number, which it writes anew whenever it has read its configuration. $2: the main
 * file of that. Prints those that are newer of this, the files that it includes and those that they do, and the folders
 * in which sshd looks for some; all of them where there is no such file to compare with.
 */
export const newerConfigScript = `
pid_file=$1
newer=
line_end='
'
carriage_return='\r'
look_at() {
  # Not all shells know of parts of a second, and a link has a time of its own: where one can't tell, a process does.
  { [ ! -L "$1" ] && [ "$pid_file" -nt "$1" ]; } 2>/dev/null || newer=$newer$1$line_end
}
# What the words $1 of an Include stand for is put into $todo. Quotes keep a word together; a pattern is looked for anew
# by sshd each time, so what is new in its folder counts.
include() {
  words=$1
  while :; do
    words=\${words#"\${words%%[! 	]*}"}
    case $words in
      '' | '#'*) return ;;
      '"'*) words=\${words#?} word=\${words%%'"'*} && words=\${words#"$word"} && words=\${words#?} ;;
      "'"*) words=\${words#?} word=\${words%%"'"*} && words=\${words#"$word"} && words=\${words#?} ;;
      *) word=\${words%%[ 	]*} && words=\${words#"$word"} ;;
    esac
    case $word in /*) ;; *) word=/etc/ssh/$word ;; esac
    case $word in *[*?[]*) [ ! -e "\${word%/*}" ] || look_at "\${word%/*}" ;; esac
    set +f
    IFS=
    for file in $word; do [ ! -e "$file" ] || todo=$todo$file$line_end; done
    unset IFS
    set -f
  done
}
# Where there is no main file the vendor's own one in another place holds.
todo=$2$line_end
[ -e "$2" ] || todo=/usr/etc/ssh/sshd_config$line_end${dropInFolder}$line_end
# Files that include each other are an error, which sshd tells.
left=1000
while [ -n "$todo" ] && [ $left -gt 0 ]; do
  file=\${todo%%"$line_end"*} todo=\${todo#*"$line_end"} left=$((left - 1))
  [ -e "$file" ] || continue
  look_at "$file"
  [ -f "$file" ] || continue
  while IFS=' 	=' read -r keyword rest || [ -n "$keyword" ]; do
    case $keyword in [Ii][Nn][Cc][Ll][Uu][Dd][Ee]) include "\${rest%"$carriage_return"}" ;; esac
  done <"$file" 2>/dev/null
done
set -f
IFS=$line_end
set -- $newer
unset IFS
if [ $# -eq 0 ]; then :
elif [ ! -f "$pid_file" ]; then printf '%s\\n' "$@"
else
  find "$@" -prune -newer "$pid_file" 2>/dev/null
  find -H "$@" -prune -newer "$pid_file" 2>/dev/null
fi
:
`;

/** Exit codes of the scripts below, outside the range that shells and sudo use themselves. */
export const sshdExit = { notRoot: 85, notFound: 86, configInvalid: 88, passwordTaken: 89 } as const;

/**
 * Functions: which process listens, and whether it has been executed anew. They fork as little as can be: on a small
 * machine that is what everything waits for.
 */
const listenerFunctions = `
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
 * All that is asked before a change, in one go. $1: what parts the answers, on a line of its own. $2: where the
 * connection comes from and to, as \`sshd -T -C\` takes it. $3: a user beside root, or nothing. The others: files that
 * are going to be read. Prints sshd's path, root's settings, the user's, which configuration is newer than what sshd has
 * read, and for each file what \`readFileScript\` says of it and that script's exit code.
 */
export const settingsScript = `
boundary=$1 origin=$2 user=$3
shift 3
part() { printf '\\n%s\\n' "$boundary"; }
${listenerFunctions}
${readFileFunction}
[ "$self" = 0 ] || exit 85
sshd=$(${findSshdScript}) || exit 86
look() {
set -- "$sshd" -T -C "user=$1,$origin"
${askSshdScript}
}
newer() {
${newerConfigScript}
}
printf '%s\\n' "$sshd"
part
look root
printf '%s\\n' "$settings"
pid_file=\${settings#*"
pidfile "}
pid_file=\${pid_file%%"
"*}
part
[ -z "$user" ] || { look "$user"; printf '%s\\n' "$settings"; }
part
# Without either each connection has its own, for which nothing waits.
[ -f "$pid_file" ] || find_listener
if [ -f "$pid_file" ] || [ -n "$listener" ]; then newer "$pid_file" ${mainConfigPath}; fi
set -f
for file; do
  part
  read_file "$file"
  code=$?
  part
  echo "$code"
done
`;

/** Functions: the last tells the listener to read its configuration again, or the service manager where there is none. */
const reloadFunction = `
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
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | {
    while read -r number here there state rest; do
      [ "$state" != 0A ] || case $here in *"$end") exit 0 ;; esac
    done
    exit 1
  }
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
  has_begun_anew "$1" || signal_until_anew "$1" 50 || :
  # It does not survive what it can't read, and some do not execute themselves anew but end.
  [ -d "/proc/$1" ] && return
  find_listener
  [ -n "$listener" ] || service_does start
}
`;

/**
 * Makes the listener read its configuration again, and returns when it has begun to. One that has died is started.
 * $1: the port that connections come in at. The others: sshd with arguments that make it say whether the configuration
 * is sound: the listener ends on one that is not. Where it prints what holds for root, nothing is reloaded unless that
 * refuses root's password.
 */
export const reloadSshdScript = `${listenerFunctions}${reloadFunction}
port=$1
shift
${askSshdScript}
case $settings in
  '') ;;
  *"
permitrootlogin yes"*) exit 89 ;;
  *"
permitrootlogin "*) ;;
  *) exit 89 ;;
esac
find_listener
reload_listener "$listener" "$port"
`;

/**
 * What has to be known of what waits. $1: a user. Prints the names of the user's groups on a line, and the command line
 * of the process that listens, where there is one.
 */
export const waitingScript = `${listenerFunctions}
id -Gn -- "$1" 2>/dev/null || echo
find_listener
[ -z "$listener" ] || cat "/proc/$listener/cmdline" 2>/dev/null || :
`;

/** What the script that puts the configuration back by itself is made of. */
export const reloadFunctions = listenerFunctions + reloadFunction;

/** Restarts the machine. */
export const restartMachineScript = `
PATH=$PATH:/usr/sbin:/sbin
if [ -d /run/systemd/system ]; then systemctl reboot
elif command -v reboot >/dev/null; then reboot
else shutdown -r now
fi
`;

/** Prints what differs after a restart: of the kernel, and of a container's first process where the kernel stays. */
export const bootMarkScript = `
cat /proc/sys/kernel/random/boot_id
sed 's/.*) //' /proc/1/stat | cut -d' ' -f20
`;
