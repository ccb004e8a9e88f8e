import { randomBytes } from 'node:crypto';
import { wireMpint, wireString } from '../../../electron/keys/wire.ts';
import { blob, line, prime, rsaLine } from './crafted.ts';
import { inWorkshop, kinds, putInWorkshop, run, save, usualPassphrase } from './tools.ts';

const text = (name: string): string => inWorkshop(name).toString();
const base64Of = (name: string): string => text(`${name}.pub`).split(' ')[1] ?? '';

export function makeMalformedVectors(): void {
  for (const [name, content] of Object.entries({ ...damagedPublic(), ...damagedPrivate(), ...otherThings() }))
    save(`malformed/${name}`, content);
  for (const { name } of kinds) {
    const blobs = Buffer.from(base64Of(name), 'base64');
    const [algorithm = ''] = text(`${name}.pub`).split(' ');
    save(`malformed/cut-${name}.pub`, line(algorithm, blobs.subarray(0, -3)));
    save(`malformed/cut-${name}`, text(name).slice(0, Math.floor(text(name).length / 2)));
  }
  makeUnsupported();
  makeCostly();
}

function damagedPublic(): Record<string, string | Buffer> {
  const rsa = base64Of('rsa-2048');
  const point = Buffer.from(base64Of('ecdsa-256'), 'base64');
  point[point.length - 1] = (point.at(-1) ?? 0) ^ 1;
  return {
    'wrong-algorithm.pub': `ssh-ed25519 ${rsa} me\n`,
    'line-break.pub': `ssh-rsa ${rsa.slice(0, 100)}\n${rsa.slice(100)} me\n`,
    'not-base64.pub': `ssh-rsa ${rsa.slice(0, 60)}!!!${rsa.slice(60)} me\n`,
    'off-curve.pub': line('ecdsa-sha2-nistp256', point),
    'no-point.pub': line('ecdsa-sha2-nistp256', blob('ecdsa-sha2-nistp256', 'nistp256', '')),
    'other-curve.pub': line('ecdsa-sha2-nistp384', point),
    'short-ed25519.pub': line('ssh-ed25519', blob('ssh-ed25519', randomBytes(31))),
    'long-ed25519.pub': line('ssh-ed25519', blob('ssh-ed25519', randomBytes(33))),
    'rsa-512.pub': rsaLine(prime(256) * prime(256), '512 bits'),
    'rsa-16392.pub': rsaLine((1n << 16391n) + 1n, 'too long'),
    'huge-length.pub': line('ssh-rsa', Buffer.from('00000007ffffffff', 'hex')),
    'negative-modulus.pub': line(
      'ssh-rsa',
      Buffer.concat([wireString('ssh-rsa'), wireMpint(Buffer.of(1, 0, 1)), wireString(Buffer.alloc(256, 0xff))]),
    ),
    'trailing-bytes.pub': line('ssh-ed25519', blob('ssh-ed25519', randomBytes(32), 'more')),
    'unknown-algorithm.pub': line('ssh-ed448', blob('ssh-ed448', randomBytes(57))),
    'ssh1.pub': `1024 35 ${'1234567890'.repeat(30)} me@old\n`,
    'rfc4716-no-end.txt': text('rsa-2048.rfc').split('\n').slice(0, -2).join('\n'),
    'rfc4716-damaged.txt': text('rsa-2048.rfc').replace(/AAAAB3/, 'AAA*B3'),
    'certificate-cut.pub': text('rsa-2048-cert.pub').replace(/.{400} /, ' '),
    'certificate-name-only.pub': 'ssh-rsa-cert-v01@openssh.com AAAA me\n',
  };
}

function damagedPrivate(): Record<string, string | Buffer> {
  const pem = text('rsa-2048.pem');
  const openssh = text('ed25519');
  const ppk = text('rsa.ppk');
  return {
    'no-end.pem': pem.split('\n').slice(0, -2).join('\n'),
    'no-begin.pem': pem.split('\n').slice(6).join('\n'),
    'other-end.pem': pem.replace('END RSA', 'END DSA'),
    'not-base64.pem': pem.replace(/^MII/m, 'MI!'),
    'half.pem': `${pem.slice(0, 800)}\n-----END RSA PRIVATE KEY-----\n`,
    'empty.pem': '-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n',
    'wrong-label.pem': pem.replaceAll('RSA PRIVATE', 'EC PRIVATE'),
    'bad-dek.pem': pem.replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n'),
    'unknown-dek.pem': pem.replace('\n', `\nProc-Type: 4,ENCRYPTED\nDEK-Info: ROT-13,${'00'.repeat(16)}\n\n`),
    'no-end-openssh': openssh.split('\n').slice(0, -2).join('\n'),
    'magic-openssh': openssh.replace('b3BlbnNzaC1rZXktdjE', 'b3BlbnNzaC1rZXktdjI'),
    'checks-openssh': reencoded(openssh, (bytes) => flip(bytes, 98 + 4)),
    'halves-openssh': reencoded(openssh, (bytes) => flip(bytes, 70)),
    'several-openssh': reencoded(openssh, (bytes) => flip(bytes, 38)),
    'trailing-openssh': reencoded(openssh, (bytes) => Buffer.concat([bytes, Buffer.of(1)])),
    'mac.ppk': ppk.replace(/Private-MAC: ..../, 'Private-MAC: 0000'),
    'comment.ppk': ppk.replace(/Comment: .*/, 'Comment: another'),
    'no-mac.ppk': ppk.replace(/Private-MAC: .*\n/, ''),
    'lines.ppk': ppk.replace('Public-Lines: 6', 'Public-Lines: 999999999'),
    'version-1.ppk': ppk.replace('File-3', 'File-1'),
    'version-9.ppk': ppk.replace('File-3', 'File-9'),
    'cut.ppk': ppk.slice(0, 600),
  };
}

function reencoded(file: string, change: (bytes: Buffer) => Buffer): string {
  const body = file.trim().split('\n').slice(1, -1).join('');
  const base64 = change(Buffer.from(body, 'base64')).toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function flip(bytes: Buffer, index: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ 3;
  return copy;
}

function otherThings(): Record<string, string | Buffer> {
  return {
    'empty.txt': '',
    'blank.txt': '\n\n  \n',
    'prose.txt': 'This is a letter, and there is no key in it.\n',
    'random.bin': Buffer.concat([Buffer.of(0x30, 0x82, 0x04, 0x00), randomBytes(600)]),
    'zeros.bin': Buffer.alloc(1000),
    'picture.png': Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(500)]),
    'pgp.asc': '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF\n-----END PGP PRIVATE KEY BLOCK-----\n',
    'ssh1-private': 'SSH PRIVATE KEY FILE FORMAT 1.1\n\0\0\0\0',
    'long-line.txt': `ssh-rsa ${'A'.repeat(100_000)}\n`,
  };
}

/** Sound keys of kinds that ssh does not use, or that nothing but their own program reads. */
function makeUnsupported(): void {
  run('openssl', 'req', '-x509', '-new', '-key', 'rsa-2048.pem', '-subj', '/CN=x', '-out', 'for-p12.crt');
  run('openssl', 'pkcs12', '-export', '-in', 'for-p12.crt', '-inkey', 'rsa-2048.pem', '-passout', 'pass:x', '-out', 'key.p12');
  save('unsupported/key.p12', inWorkshop('key.p12'));
  save('unsupported/curve-parameters.pem', run('openssl', 'ecparam', '-name', 'prime256v1'));
  save('unsupported/key.jwk', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA', d: 'AAAA' }));
  for (const [name, algorithm] of [['ed448', 'ed448'], ['x25519', 'x25519'], ['rsa-pss', 'rsa-pss']] as const) {
    save(`unsupported/${name}.p8`, run('openssl', 'genpkey', '-algorithm', algorithm));
  }
  for (const curve of ['secp256k1', 'brainpoolP256r1', 'secp224r1'])
    save(`unsupported/${curve}.pem`, run('openssl', 'ecparam', '-name', curve, '-genkey', '-noout'));
  const subject = ['-x509', '-key', 'rsa-2048.pem', '-subj', '/CN=web'];
  save('unsupported/x509.crt', run('openssl', 'req', '-new', ...subject));
  save('unsupported/request.csr', run('openssl', 'req', '-new', ...subject.slice(1)));
  run('puttygen', 'rsa-2048', '-O', 'private-sshcom', '-o', 'sshcom');
  save('unsupported/sshcom', inWorkshop('sshcom'));
  putInWorkshop('short.pem', run('openssl', 'genrsa', '-traditional', '512'));
  save('unsupported/rsa-512.pem', inWorkshop('short.pem'));
  save('unsupported/rsa-768.pem', run('openssl', 'genrsa', '-traditional', '768'));
}

/** Files that ask for hours or for all memory. Nobody's passphrase opens them. */
function makeCostly(): void {
  const openssh = reencoded(text('ed25519-encrypted'), (bytes) => {
    const copy = Buffer.from(bytes);
    copy.writeUInt32BE(0xffffffff, copy.indexOf('bcrypt') + 6 + 4 + 4 + 16);
    return copy;
  });
  save('malformed/rounds-openssh', openssh, usualPassphrase);
  const ppk = text('encrypted.ppk');
  save('malformed/memory.ppk', ppk.replace(/Argon2-Memory: \d+/, 'Argon2-Memory: 4194304'), usualPassphrase);
  save('malformed/passes.ppk', ppk.replace(/Argon2-Passes: \d+/, 'Argon2-Passes: 999999999'), usualPassphrase);
  save('malformed/lanes.ppk', ppk.replace(/Argon2-Parallelism: \d+/, 'Argon2-Parallelism: 0'), usualPassphrase);
}
