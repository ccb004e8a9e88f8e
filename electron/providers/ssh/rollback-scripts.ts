import { reloadFunctions } from './listener-scripts.ts';
import { dropInPath, mainConfigPath } from './sshd-config.ts';
import { findSshdScript, runSshdScript } from './sshd-scripts.ts';

/** Exit codes of the scripts below, outside the range that shells and sudo use themselves. */
export const rollbackExit = { notWritable: 82, notOurs: 83, busy: 86, notReloaded: 87 } as const;

/**
 * Where a timer keeps what it puts back: root's alone, gone with a restart, and one for the whole machine, so that
 * two of them never undo each other's work.
 */
const place = `
folder=/run/latchkey-rollback
[ -d /run ] || folder=/var/run/latchkey-rollback
is_alive() {
  pid= command=
  read -r pid <"$folder/pid" && [ -n "$pid" ] || return 1
  IFS= read -r command <"/proc/$pid/cmdline"
  case $command in *latchkey-rollback*) return 0 ;; *) return 1 ;; esac
} 2>/dev/null
is_ours() {
  token=
  read -r token <"$folder/token"
  [ "$token" = "$1" ]
} 2>/dev/null
main=${mainConfigPath}
[ ! -L "$main" ] || main=$(readlink -f "$main" || echo "$main")
drop_in=${dropInPath}
# A block without its end is none, nor is one with a line that somebody else has put into it.
has_blocks() {
  [ "$(grep -c '^# Latchkey: begin' "$1")" = "$(grep -c '^# Latchkey: end' "$1")" ] &&
    ! sed -n '/^# Latchkey: begin/,/^# Latchkey: end/p' "$1" | grep -qvE '^(# Latchkey: |[ 	]*(PermitRootLogin|PasswordAuthentication|Match) )'
}
strip() { if has_blocks "$1"; then sed '/^# Latchkey: begin/,/^# Latchkey: end/d' "$1"; else cat "$1"; fi; }
`;

/**
 * The timer: waits, and puts back what was kept; what somebody else has written into the main file meanwhile stays.
 * $1: seconds. Whoever renames \`armed\` first decides: this timer, or the one who disarms it.
 */
const timerScript = `
${place}
${reloadFunctions}
replace() {
  temp=\${2%/*}/.latchkey-rollback
  rm -f "$temp"
  # Owner, mode and context as they are in the file's place, where it is there.
  if [ -e "$2" ]; then cp -p "$2" "$temp"; else cp -p "$1" "$temp"; fi || return 1
  cat "$1" >"$temp" && mv -f "$temp" "$2" || { rm -f "$temp"; return 1; }
  if command -v restorecon >/dev/null; then restorecon "$2" 2>/dev/null; fi
  sync "$2" 2>/dev/null || sync
}
is_same() { [ -e "$1" ] && [ -e "$2" ] && [ "$(cksum <"$1")" = "$(cksum <"$2")" ]; }
put_back_main() {
  [ -e "$folder/main" ] || return 0
  ! is_same "$folder/main" "$main" || return 0
  if [ ! -e "$main" ] || [ "$(strip "$main")" = "$(strip "$folder/main")" ]; then
    replace "$folder/main" "$main"
  elif has_blocks "$main"; then
    strip "$main" >"$folder/stripped" && replace "$folder/stripped" "$main"
  fi
}
put_back_drop_in() {
  if [ -e "$folder/drop-in" ]; then
    is_same "$folder/drop-in" "$drop_in" || replace "$folder/drop-in" "$drop_in"
  elif [ -e "$drop_in" ]; then
    rm -f "$drop_in" || return 1
    [ ! -e "$folder/no-drop-ins" ] || rmdir "\${drop_in%/*}" 2>/dev/null || :
  fi
}
sshd_is_sound() (
  sshd=$(${findSshdScript})
  set -- "$sshd" -t
  ${runSshdScript}
)
# Some kernels give every program the same addresses, or tell none: a listener that has read anew has written its
# number anew.
is_same_image() {
  [ -n "$image" ] && [ "$image" = "$(cat "$folder/image")" ] &&
    [ -z "$(find /run/sshd.pid /var/run/sshd.pid -newer "$folder/image" 2>/dev/null)" ]
}
put_into_force() {
  former=$(cat "$folder/listener")
  listener=$former
  [ -n "$listener" ] && is_listener "$listener" || find_listener
  # Nothing was read anew since: what is in force is what was put back.
  [ -z "$listener" ] || image_of "$listener"
  if [ -n "$listener" ] && is_same_image; then
    # By their times as well: who compares them with sshd's start sees nothing that waits but what others have written.
    ! is_same "$folder/main" "$main" || touch -r "$folder/main" "$main"
    ! is_same "$folder/drop-in" "$drop_in" || touch -r "$folder/drop-in" "$drop_in"
    [ ! -e "$folder/drop-ins" ] || touch -r "$folder/drop-ins" "\${drop_in%/*}"
    return 0
  fi
  sshd_is_sound || return 1
  if [ -n "$former" ] && [ -z "$listener" ]; then service_does start; else reload_listener "$listener" "$(cat "$folder/port")"; fi
}
put_back() {
  put_back_main && put_back_drop_in && put_into_force 2>"$folder/words" && rm -rf "$folder" && return
  : >"$folder/failed"
}
wait_and_put_back() {
  seconds=$1
  nap=
  trap 'seconds=0; [ -z "$nap" ] || kill "$nap" 2>/dev/null' USR1
  trap '[ -z "$nap" ] || kill "$nap" 2>/dev/null; exit 0' TERM
  # Written at once: whoever finds anything in it finds all of it.
  echo $$ >"$folder/pid"
  # Whoever has started it waits for the end of its output.
  exec >/dev/null
  sleep "$seconds" &
  nap=$!
  # Told to hurry before there was a nap to end.
  [ "$seconds" != 0 ] || kill "$nap" 2>/dev/null
  wait "$nap"
  mv "$folder/armed" "$folder/fired" 2>/dev/null && put_back
  exit
}
wait_and_put_back "$1"
`;

/**
 * Keeps sshd's configuration and starts the timer on it. $1: token. $2: seconds. $3: \`as-it-is\`, or
 * \`without-ours\` to go back to a configuration without Latchkey's part. $4: the timer's script. $5: the port that
 * connections come in at.
 */
const armScript = `
${place}
${reloadFunctions}
umask 077
claim() { mkdir -m 700 "$folder" 2>/dev/null; }
if ! claim; then
  # One that has just been begun has no process yet.
  tries=20
  while [ $tries -gt 0 ] && [ -d "$folder" ] && [ ! -s "$folder/pid" ]; do sleep 0.1 2>/dev/null || sleep 1; tries=$((tries - 1)); done
  if is_alive; then exit 86; fi
  rm -rf "$folder"
  claim || exit 82
fi
stop() { rm -rf "$folder"; exit "$1"; }

echo "$1" >"$folder/token" && echo "$5" >"$folder/port" && printf '%s' "$4" >"$folder/timer" || stop 82
[ ! -e "$main" ] || cp -p "$main" "$folder/main" || stop 82
[ ! -e "$drop_in" ] || cp -p "$drop_in" "$folder/drop-in" || stop 82
if [ -d "\${drop_in%/*}" ]; then touch -r "\${drop_in%/*}" "$folder/drop-ins"; else : >"$folder/no-drop-ins"; fi
if [ "$3" = without-ours ]; then
  rm -f "$folder/drop-in"
  [ ! -e "$main" ] || strip "$main" >"$folder/main" || stop 82
  # What was waiting until now has its own times.
  rm -f "$folder/drop-ins"
fi
find_listener
echo "$listener" >"$folder/listener"
image_of "$listener"
echo "$image" >"$folder/image"
: >"$folder/armed"

set -- sh "$folder/timer" "$2"
# Outside of the session's own unit, which some systems end together with the session.
start_as_unit() {
  [ -d /run/systemd/system ] && command -v systemd-run >/dev/null &&
    systemd-run --quiet --collect "$@" </dev/null >/dev/null 2>&1
}
if start_as_unit "$@"; then :
else
  # A session's end is nothing to it.
  trap '' HUP
  begin() { if command -v setsid >/dev/null; then exec setsid "$@"; else exec "$@"; fi; }
  : "$(begin "$@" </dev/null 2>/dev/null &)"
fi
tries=100
while [ ! -s "$folder/pid" ]; do
  [ $tries -gt 0 ] || stop 82
  sleep 0.02 2>/dev/null || sleep 1
  tries=$((tries - 1))
done
`;

const waitUntilGone = `
tries=200
while [ -d "$folder" ] && is_ours "$1" && [ $tries -gt 0 ]; do
  if [ -e "$folder/failed" ]; then cat "$folder/words" >&2; exit 87; fi
  sleep 0.1 2>/dev/null || sleep 1
  tries=$((tries - 1))
done
[ $tries -gt 0 ] || exit 87
`;

/** Stops the timer and removes all of it. $1: token. Ends with \`notOurs\` when it has put things back already. */
const disarmScript = `
${place}
is_ours "$1" || exit 83
if ! mv "$folder/armed" "$folder/disarmed" 2>/dev/null; then
  ${waitUntilGone}
  exit 83
fi
if is_alive; then kill "$pid"; else pid=none; fi
rm -rf "$folder"
# It has had the time to end, as a rule.
tries=50
while [ -d "/proc/$pid" ] && [ $tries -gt 0 ]; do sleep 0.02 2>/dev/null || sleep 1; tries=$((tries - 1)); done
`;

/** Does now what the timer would do later. $1: token. Ends with \`notOurs\` when there is none with this token. */
const fireScript = `
${place}
is_ours "$1" || exit 83
if is_alive; then
  kill -USR1 "$pid"
else
  # What a full disk or a process that was killed has kept from its end is done now.
  rm -f "$folder/failed"
  [ ! -e "$folder/fired" ] || mv "$folder/fired" "$folder/armed"
  sh "$folder/timer" 0
fi
${waitUntilGone}
`;

export const rollbackScripts = {
  timer: timerScript,
  arm: armScript,
  disarm: disarmScript,
  fire: fireScript,
} as const;
