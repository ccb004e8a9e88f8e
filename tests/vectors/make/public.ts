import { toMagnitude } from '../../../electron/keys/whole-number.ts';
import { blob, certificate00, closePrimesModulus, line, prime, rocaModulus, rsaLine } from './crafted.ts';
import { copyOf, inWorkshop, kinds, putInWorkshop, run, save } from './tools.ts';

const publicLine = (name: string): string => inWorkshop(`${name}.pub`).toString();
const blobOf = (name: string): Buffer => Buffer.from(publicLine(name).split(' ')[1] ?? '', 'base64');
const withoutName = (key: Buffer): Buffer => key.subarray(4 + key.readUInt32BE(0));

export function makePublicVectors(): void {
  for (const { name } of kinds) {
    save(`public/openssh-${name}.pub`, publicLine(name));
    save(`public/rfc4716-${name}.txt`, run('ssh-keygen', '-e', '-m', 'RFC4716', '-f', `${name}.pub`));
    if (name !== 'ed25519')
      save(`public/spki-${name}.pem`, run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', `${name}.pub`));
    if (name.startsWith('rsa'))
      save(`public/pkcs1-${name}.pem`, run('ssh-keygen', '-e', '-m', 'PEM', '-f', `${name}.pub`));
    save(`public/bare-${name}.txt`, blobOf(name).toString('base64'));
  }
  makeSecurityKeys();
  makeOtherForms();
  makeCertificates();
  makeWeakKeys();
}

/** Security keys need the device to be made: theirs are put together from other keys. */
export const securityKeys: readonly (readonly [string, string])[] = [
  ['sk-ecdsa-sha2-nistp256@openssh.com', 'ecdsa-256'],
  ['sk-ssh-ed25519@openssh.com', 'ed25519'],
];

export function securityKeyBlob([algorithm, source]: readonly [string, string]): Buffer {
  return Buffer.concat([blob(algorithm), withoutName(blobOf(source)), blob('ssh:')]);
}

function makeSecurityKeys(): void {
  for (const kind of securityKeys)
    save(`public/openssh-sk-${kind[1]}.pub`, line(kind[0], securityKeyBlob(kind), 'me@token'));
}

function makeOtherForms(): void {
  const ed25519 = publicLine('ed25519').trimEnd();
  const rsa = publicLine('rsa-2048').trimEnd();
  const [algorithm = '', base64 = ''] = ed25519.split(' ');
  const forms: Record<string, string | Buffer> = {
    'no-final-newline.pub': ed25519,
    'crlf.pub': `${ed25519}\r\n`,
    'bom.pub': `\uFEFF${ed25519}\n`,
    'utf16.pub': Buffer.from(`\uFEFF${ed25519}\r\n`, 'utf16le'),
    'blank-lines.pub': `\n\n   \n${ed25519}\n\n`,
    'remarks.pub': `# my keys\n${ed25519}\n# the end\n`,
    'tabs.pub': `${algorithm}\t${base64}\tme\tand you\n`,
    'no-comment.pub': `${algorithm} ${base64}\n`,
    'utf8-comment.pub': `${algorithm} ${base64} zoë@büro 東京\n`,
    'options.pub': `no-pty,from="10.0.0.0/8,*.example",command="echo \\"hi\\" # x" ${ed25519}\n`,
    'several.pub': `${ed25519}\n${rsa}\n${publicLine('ecdsa-384')}`,
    'several-with-options.pub': `no-pty ${ed25519}\n# second\ncommand="ls" ${rsa}\n`,
    'several-with-junk.pub': `${ed25519}\nthis is no key\n${rsa}\nssh-rsa AAAA*\n`,
    'known-hosts.txt': `web.example,10.0.0.1 ${ed25519}\n|1|c2FsdA==|aGFzaA== ${rsa}\n`,
    'wrong-extension.jpg': `${rsa}\n`,
    'rfc4716-crlf.txt': run('ssh-keygen', '-e', '-f', 'rsa-2048.pub').toString().replaceAll('\n', '\r\n'),
    'rfc4716-headers.txt': rfc4716WithHeaders(),
    'text-before-spki.pem': `Here is my key:\n\n${run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', 'ecdsa-256.pub').toString()}`,
    'spki-ed25519.pem': run('openssl', 'pkey', '-in', 'ed25519.p8', '-pubout'),
    'spki.der': run('openssl', 'rsa', '-in', 'rsa-2048.pem', '-pubout', '-outform', 'DER'),
    'pkcs1.der': run('openssl', 'rsa', '-in', 'rsa-2048.pem', '-RSAPublicKey_out', '-outform', 'DER'),
    'spki-compressed.pem': run('openssl', 'ec', '-in', 'ecdsa-384.pem', '-pubout', '-conv_form', 'compressed'),
    'spki-hybrid.pem': run('openssl', 'ec', '-in', 'ecdsa-521.pem', '-pubout', '-conv_form', 'hybrid'),
    'spki-explicit.pem': run('openssl', 'ec', '-in', 'ecdsa-256.pem', '-pubout', '-param_enc', 'explicit'),
    'bare-wrapped.txt': `${(blobOf('rsa-4096').toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n`,
  };
  for (const [name, content] of Object.entries(forms)) save(`public/${name}`, content);
}

function rfc4716WithHeaders(): string {
  const lines = run('ssh-keygen', '-e', '-f', 'ed25519.pub').toString().split('\n');
  const headers = ['Subject: anna', 'Comment: "a comment that goes on \\', 'in the next line"', 'x-mine: yes'];
  return [lines[0], ...headers, ...lines.slice(2)].join('\n');
}

function makeCertificates(): void {
  copyOf('rsa-3072', 'ca');
  putInWorkshop('ca.pub', publicLine('rsa-3072'));
  for (const [kind, source] of securityKeys)
    putInWorkshop(`sk-${source}.pub`, line(kind, securityKeyBlob([kind, source]), 'me@token'));
  const sources = [...kinds.map(({ name }) => name), ...securityKeys.map(([, source]) => `sk-${source}`)];
  for (const name of sources) {
    const terms = ['-I', `anna ${name}`, '-n', 'anna,root', '-V', '20260101:20361231', '-z', '7'];
    run('ssh-keygen', '-q', '-s', 'ca', ...terms, `${name}.pub`);
    save(`certificate/${name}-cert.pub`, inWorkshop(`${name}-cert.pub`));
  }
  run('ssh-keygen', '-q', '-s', 'ed25519', '-h', '-I', 'web', '-n', 'web.example', 'ecdsa-256.pub');
  save('certificate/host-cert.pub', inWorkshop('ecdsa-256-cert.pub'));
  run('ssh-keygen', '-q', '-s', 'ecdsa-384', '-I', 'everybody, for ever', 'ed25519.pub');
  save('certificate/forever-cert.pub', inWorkshop('ed25519-cert.pub'));
  makeCertificatesBySigner();
  const signer = blobOf('rsa-2048');
  save('certificate/rsa-v00-cert.pub', certificate00({ algorithm: 'ssh-rsa', key: blobOf('rsa-2048'), signer }));
  save('certificate/dsa-v00-cert.pub', certificate00({ algorithm: 'ssh-dss', key: blobOf('dsa'), signer }));
}

/** Of each kind of signer one that is sound, and one whose signature was changed. */
function makeCertificatesBySigner(): void {
  for (const { name } of kinds) {
    run('ssh-keygen', '-q', '-s', name, '-I', 'anna', '-n', 'anna', '-O', 'no-pty', 'ed25519.pub');
    const certificate = inWorkshop('ed25519-cert.pub').toString();
    save(`certificate/by-${name}-cert.pub`, certificate);
    const [algorithm = '', base64 = ''] = certificate.split(' ');
    const changed = Buffer.from(base64, 'base64');
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    save(`malformed/changed-by-${name}-cert.pub`, line(algorithm, changed));
  }
}

function makeWeakKeys(): void {
  const shared = prime(1024);
  save('weak/close-primes.pub', rsaLine(closePrimesModulus(), 'close primes'));
  save('weak/square.pub', rsaLine(shared * shared, 'one prime twice'));
  save('weak/roca.pub', rsaLine(rocaModulus(), 'CVE-2017-15361'));
  const first = rsaLine(shared * prime(1024), 'one prime');
  save('weak/shared-prime.pub', `${first}${rsaLine(shared * prime(1024), 'the same prime')}`);
  const modulus = prime(1024) * prime(1024);
  save('weak/exponent-long.pub', rsaLine(modulus, 'long exponent', Buffer.from(toMagnitude(modulus - 2n))));
  save('weak/exponent-3.pub', rsaLine(prime(1024) * prime(1024), 'exponent 3', Buffer.of(3)));
}
