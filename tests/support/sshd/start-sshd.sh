#!/bin/sh
# Starts the SSH service as the distribution's own scripts do: with the options of /etc/default/ssh.
. /etc/default/ssh
# shellcheck disable=SC2086
exec /usr/sbin/sshd $SSHD_OPTS
