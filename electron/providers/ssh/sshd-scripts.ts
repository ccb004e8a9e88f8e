import { listenerFunctions, optionsFunction, reloadFunctions } from './listener-scripts.ts';
import { newerConfigScript } from './newer-config-script.ts';
import { readFileFunction } from './remote-file-scripts.ts';
import { mainConfigPath } from './sshd-config.ts';

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

/** Exit codes of the scripts below, outside the range that shells and sudo use themselves. */
export const sshdExit = { notRoot: 85, notFound: 86, configInvalid: 88, passwordTaken: 89 } as const;

/**
 * All that is asked before a change, in one go. $1: what parts the answers, on a line of its own. $2: where the
 * connection comes from and to, as \`sshd -T -C\` takes it. $3: a user beside root, or nothing. The others: files that
 * are going to be read. Prints sshd's path and its options, root's settings, the user's, which configuration is newer than what sshd has
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
${optionsFunction}
config=${mainConfigPath} options=
set -f
find_listener
[ -z "$listener" ] || find_options
look() {
asked=user=$1,$origin
IFS='
'
set -- $options
unset IFS
set -- "$sshd" "$@" -T -C "$asked"
if [ -n "$options" ]; then
settings=$("$@" 2>/dev/null) && return
settings=$(
exec 2>/dev/null
${runSshdScript}
) && return
# What it has been told may show cut off: then what is written has to do.
options=
set -- "$sshd" -T -C "$asked"
fi
${askSshdScript}
}
newer() {
${newerConfigScript}
}
look root
printf '%s\\n%s' "$sshd" "$options"
part
printf '%s\\n' "$settings"
pid_file=\${settings#*"
pidfile "}
pid_file=\${pid_file%%"
"*}
part
[ -z "$user" ] || { look "$user"; printf '%s\\n' "$settings"; }
part
# Without either each connection has its own, for which nothing waits.
if [ -f "$pid_file" ] || [ -n "$listener" ]; then newer "$pid_file" "$config"; fi
set -f
for file; do
  part
  read_file "$file"
  code=$?
  part
  echo "$code"
done
`;

/**
 * Makes the listener read its configuration again, and returns when it has begun to. One that has died is started.
 * $1: the port that connections come in at. The others: sshd with arguments that make it say whether the configuration
 * is sound: the listener ends on one that is not. Where it prints what holds for root, nothing is reloaded unless that
 * refuses root's password.
 */
export const reloadSshdScript = `${reloadFunctions}
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
