/** Exit codes of the scripts below, outside the range that shells and sudo use themselves. */
export const scriptExit = { changed: 81, notWritable: 82, cutOff: 83, unreadable: 84 } as const;

/**
 * Functions, for a shell that expands no patterns. Of the second, $1: a path. Prints `missing <folder's owner>` or
 * `<kind> <owner> <folder's owner>`, a line with the path with links resolved, and the bytes of a regular file.
 */
export const readFileFunction = `
self=
while read -r name real self rest; do [ "$name" != Uid: ] || break; done </proc/self/status 2>/dev/null
# In $owner its number, without a process where that is this shell's own. The third word of a long listing is that
# number: POSIX, where stat is not. Without here-documents: older shells keep those in files, and the disk may be full.
find_owner() {
  owner=$self
  # Not all shells know how to ask: then a process tells.
  if [ -n "$self" ] && [ -O "$1" ]; then return 0; fi
  set -- $(LC_ALL=C ls -ldn "$1")
  owner=$3
} 2>/dev/null
read_file() {
folder=\${1%/*}
# Without a process of its own where there is no link at the end.
if cd -P "\${folder:-/}" 2>/dev/null; then folder=$PWD; else folder=$(readlink -f "\${folder:-/}"); fi
real=\${folder%/}/\${1##*/}
if [ ! -e "$1" ] && [ ! -L "$1" ]; then
  find_owner "$folder"
  echo "missing $owner"
  echo "$real"
  return 0
fi
if [ -L "$1" ]; then
  real=$(readlink -f "$1")
  folder=\${real%/*}
fi
if [ -f "$real" ]; then kind=file; else kind=other; fi
# A name of several lines would be read as more than one.
case $real in *"
"*) kind=other ;; esac
find_owner "\${folder:-/}"
folder_owner=$owner
find_owner "$real"
echo "$kind $owner $folder_owner"
echo "$real"
[ $kind = other ] || cat "$real" 2>/dev/null || return 84
}
`;

/** The same as a script. */
export const readFileScript = `set -f
${readFileFunction}
read_file "$1"
`;

/**
 * Replaces a file in one step, or creates it: whoever looks sees the old content or the new, whenever the power goes.
 * $1: path, links resolved. $2: SHA-256 of the content that is replaced, or \`missing\`. $3: SHA-256 of the new
 * content. $4: name for the temporary file, \`.latchkey-...\`. $5: owner of what is created, or nothing to leave that.
 * $6: mode of a folder that has to be created. $7: the new content; without it that is on standard input.
 * Prints \`made\` when it created the folder.
 */
export const replaceFileScript = `
path=$1 before=$2 after=$3 owner=$5 folder_mode=$6
folder=\${path%/*}
temp=$folder/$4
made=
umask 077
# In $first and $second the sums of one file or two.
sums() {
  sums=$(sha256sum "$@" 2>/dev/null)
  first=\${sums%% *} second=\${sums#*"
"}
  second=\${second%% *}
  # Said so where the name has a backslash.
  first=\${first#\\\\} second=\${second#\\\\}
}
# Whether the new file holds the text $1. What is short is read without a process.
holds() {
  text=
  while IFS= read -r line; do text=$text$line"
"; done <"$temp"
  [ "$text$line" = "$1" ]
}
stop() { rm -f "$temp"; [ -z "$made" ] || rmdir "$folder"; exit "$1"; }

if [ ! -d "$folder" ]; then
  mkdir -m "$folder_mode" "$folder" || exit 82
  made=yes
  [ -z "$owner" ] || chown "$owner" "$folder" || stop 82
  if command -v restorecon >/dev/null; then restorecon "$folder" 2>/dev/null; fi
fi
# What an earlier run that was cut off has left.
for left in "$folder"/.latchkey-*; do
  if [ -e "$left" ] || [ -L "$left" ]; then rm -f "$left"; fi
done

if [ "$before" = missing ]; then
  set -C
  true >"$temp" || stop 82
  set +C
  [ -z "$owner" ] || chown "$owner" "$temp" || stop 82
else
  # Owner, mode and access list come along, and the SELinux type where there is one.
  cp -p "$path" "$temp" || stop 82
  if [ -e /sys/fs/selinux/enforce ]; then chcon --reference="$path" "$temp" 2>/dev/null; fi
fi
locked=
[ -w "$temp" ] || { locked=yes; chmod u+w "$temp" || stop 82; }
if [ -n "$7" ]; then printf '%s' "$7" >"$temp"; else cat >"$temp"; fi || stop 82
[ -z "$locked" ] || chmod u-w "$temp" || stop 82
sync "$temp" 2>/dev/null || sync

if [ "$before" = missing ]; then
  if [ -n "$7" ] && holds "$7"; then first=$after; else sums "$temp"; fi
  [ ! -e "$path" ] && [ ! -L "$path" ] || stop 81
else
  sums "$temp" "$path"
fi
# Gone when another run took it for a leftover.
[ -e "$temp" ] || stop 81
# A connection that ended early looks like the end of the content.
[ "$first" = "$after" ] || stop 83
[ "$before" = missing ] || [ "$second" = "$before" ] || stop 81
mv -f "$temp" "$path" || stop 82
if [ "$before" = missing ] && command -v restorecon >/dev/null; then restorecon "$path" 2>/dev/null; fi
sync "$folder" 2>/dev/null
[ -z "$made" ] || echo made
exit 0
`;

/** Removes a file. $1: path. $2: SHA-256 of what it must still hold. $3: \`folder\` to remove its folder too, if empty. */
export const removeFileScript = `
[ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ] || exit 81
rm -f "$1" || exit 82
[ "$3" != folder ] || rmdir "\${1%/*}" 2>/dev/null
exit 0
`;
