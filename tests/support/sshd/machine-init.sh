#!/bin/sh
# PID 1 of a throw-away machine: $1 is the folder with its files, $2 its name.
# Mounts what the machine owns over the host's files (in its own mount namespace), makes the rest read-only,
# starts sshd, and then only reaps. HUP restarts the machine (code 100), TERM powers it off (101).
set -e
files=$1/files
for path in etc/passwd etc/group etc/shadow etc/hosts etc/default/ssh etc/ssh etc/sudoers.d root home usr/local/sbin; do
  mount --bind "$files/$path" "/$path"
done
[ ! -e /bin/systemctl ] || mount --bind "$files/usr/local/sbin/systemctl" /bin/systemctl
[ ! -d /var/lib/sudo ] || mount -t tmpfs -o mode=700 lectures /var/lib/sudo
mount -t tmpfs -o mode=755 run /run
mkdir -m 755 /run/sshd /run/machine
[ ! -e "$1/systemd" ] || mkdir -p /run/systemd/system
mount --bind "$1/log" /run/machine
mount -t proc proc /proc
mount -t tmpfs -o mode=1777 tmp /tmp
mount -o remount,bind,ro /
hostname "$2"
cd /

trap 'exit 100' HUP
trap 'exit 101' TERM
exec </dev/null >>/run/machine/init.log 2>&1
/usr/local/sbin/start-sshd || true
sleep infinity &
while true; do wait; done
