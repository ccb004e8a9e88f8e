# Starts sshd anew for each connection, as inetd and a socket unit of systemd do. $1: address. $2: port.
use strict;
use warnings;
use POSIX qw(setsid);
use Socket;

my ($host, $port) = @ARGV;
socket(my $listening, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
setsockopt($listening, SOL_SOCKET, SO_REUSEADDR, 1) or die "setsockopt: $!";
bind($listening, sockaddr_in($port, inet_aton($host))) or die "bind: $!";
listen($listening, 20) or die "listen: $!";
exit if fork;
setsid;
open STDIN, '<', '/dev/null';
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
$SIG{CHLD} = 'IGNORE';
while (1) {
    accept(my $connection, $listening) or next;
    if (!fork) {
        $SIG{CHLD} = 'DEFAULT';
        open STDIN, '<&', $connection;
        open STDOUT, '>&', $connection;
        exec '/usr/sbin/sshd', '-i', '-E', '/run/machine/sshd.log', '-o', 'LogLevel=VERBOSE';
    }
    close $connection;
}
