import { dropInPath } from './sshd-config.ts';

const dropInFolder = dropInPath.slice(0, dropInPath.lastIndexOf('/'));

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
elif [ ! -f "$pid_file" ] || ! command -v find >/dev/null; then printf '%s\\n' "$@"
else
  find "$@" -prune -newer "$pid_file" 2>/dev/null
  find -H "$@" -prune -newer "$pid_file" 2>/dev/null
fi
:
`;
