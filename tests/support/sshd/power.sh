#!/bin/sh
# Stands in for reboot, poweroff, halt, shutdown and systemctl: there is no service manager on this machine, and
# PID 1 takes HUP for a restart and TERM for a power-off.
signal_init() {
  [ "$(id -u)" = 0 ] || { echo "Must be root." >&2; exit 1; }
  (sleep "${2:-0.1}"; kill "-$1" 1) </dev/null >/dev/null 2>&1 &
  exit 0
}

shutdown() {
  signal=TERM
  delay=60
  for arg in "$@"; do
    case $arg in
      -r | --reboot) signal=HUP ;;
      now | +0) delay=0.1 ;;
      +[0-9]*) delay=$((${arg#+} * 60)) ;;
    esac
  done
  signal_init "$signal" "$delay"
}

# While it reloads, sshd has no PID file, and then another PID.
main_pid() {
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    pid=$(cat /run/sshd.pid 2>/dev/null) && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && break
    sleep 0.05
  done
  echo "${pid:-}"
}

service_unit() {
  case $2 in ssh | sshd | ssh.service | sshd.service) ;; *) echo "Unit $2 not found." >&2; exit 5 ;; esac
  pid=$(main_pid)
  case $1 in
    reload) kill -HUP "$pid"; sleep 0.05; [ -n "$(main_pid)" ] ;;
    restart) kill "$pid"; sleep 0.2; /usr/local/sbin/start-sshd ;;
    start) /usr/local/sbin/start-sshd ;;
    stop) kill "$pid" ;;
    is-active) kill -0 "$pid" 2>/dev/null && echo active || { echo inactive; exit 3; } ;;
  esac
}

case ${0##*/} in
  reboot) signal_init HUP ;;
  poweroff | halt) signal_init TERM ;;
  shutdown) shutdown "$@" ;;
esac
while [ "${1#-}" != "${1:-}" ]; do shift; done
case ${1:-} in
  reboot) signal_init HUP ;;
  poweroff | halt) signal_init TERM ;;
esac
if [ ! -d /run/systemd/system ]; then
  echo "System has not been booted with systemd as init system (PID 1). Can't operate." >&2
  exit 1
fi
case ${1:-} in
  reload | restart | start | stop | is-active) service_unit "$@" ;;
  *) echo "not served by this machine: systemctl $*" >&2; exit 1 ;;
esac
