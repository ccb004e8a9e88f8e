import { describe, expect, it } from 'vitest';
import { listensByConfiguration, listensHere } from '../../../../electron/providers/ssh/listening.ts';
import { parseSettings } from '../../../../electron/providers/ssh/sshd-settings.ts';

describe('C6: where sshd listens, by its settings,', () => {
  it.each([
    ['192.0.2.1', '22', ['port 22', 'listenaddress 0.0.0.0:22', 'listenaddress [::]:22'], true],
    ['192.0.2.1', '22', ['port 2222', 'listenaddress 0.0.0.0:2222'], false],
    ['192.0.2.1', '2222', ['port 22', 'listenaddress 0.0.0.0:22', 'listenaddress 0.0.0.0:2222'], true],
    ['192.0.2.1', '22', ['listenaddress 192.0.2.1:22 rdomain red'], true],
    ['192.0.2.1', '22', ['listenaddress 192.0.2.2:22'], false],
    ['2001:db8::1', '22', ['listenaddress [2001:db8::1]:22'], true],
    ['fe80::1%eth0', '22', ['listenaddress [fe80::1]:22'], true],
    ['2001:db8::1', '22', ['listenaddress [2001:db8::2]:22'], false],
    ['192.0.2.1', '22', ['port 22'], true],
    ['', '', ['listenaddress 0.0.0.0:2222'], true],
  ])('to a connection to %s port %s: %j is here: %s', (localAddress, localPort, lines, isHere) => {
    expect(listensHere(parseSettings(lines.join('\n')), { localAddress, localPort })).toBe(isHere);
  });

  it.each([
    ['sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', true],
    ['/usr/sbin/sshd\0-D\0-E\0/var/log/sshd.log\0', true],
    ['sshd: /usr/sbin/sshd -o LogLevel=VERBOSE [listener] 0 of 10-100 startups', true],
    // What RHEL 8 starts it with, and what looks like a port without being one.
    ['/usr/sbin/sshd\0-D\0-oCiphers=aes256-gcm@openssh.com\0-oHostKeyAlgorithms=rsa-sha2-256\0', true],
    ['sshd: /usr/sbin/sshd -oPermitRootLogin=no -D [listener] 0 of 10-100 startups', true],
    ['sshd: /usr/sbin/sshd -f /etc/ssh/up-port -D [listener] 0 of 10-100 startups', true],
    ['sshd: /usr/sbin/sshd -E /var/log/-sp -D [listener] 0 of 10-100 startups', true],
    ['sshd: /usr/sbin/sshd -p 2222 [listener] 0 of 10-100 startups', false],
    ['sshd: /usr/sbin/sshd -o PORT 2222 [listener] 0 of 10-100 startups', false],
    ['/usr/sbin/sshd\0-Dp2222\0', false],
    ['/usr/sbin/sshd\0-o\0ListenAddress=192.0.2.1:22\0', false],
    ['sshd: /usr/sbin/sshd -oport=22 [listener]', false],
    ['', false],
  ])('%j is told so by them: %s', (commandLine, isTold) => {
    expect(listensByConfiguration(commandLine)).toBe(isTold);
  });
});
