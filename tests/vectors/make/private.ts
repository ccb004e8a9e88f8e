import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { securityKeyFile } from './crafted.ts';
import { securityKeyBlob, securityKeys } from './public.ts';
import { copyOf, inWorkshop, kinds, run, save, usualPassphrase, workshop } from './tools.ts';

const phrase = ['-passout', `pass:${usualPassphrase}`];
const sshCiphers = run('ssh', '-Q', 'cipher').toString().trim().split('\n');

export function makePrivateVectors(): void {
  for (const { name } of kinds) {
    save(`openssh/${name}`, inWorkshop(name));
    if (name !== 'ed25519') save(`pem/${name}.pem`, inWorkshop(`${name}.pem`));
    save(`pkcs8/${name}.p8`, run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', pkcs8Source(name)));
  }
  makeOpenssh();
  makePem();
  makePkcs8();
  makePpk();
  makeOtherForms();
}

function pkcs8Source(name: string): string {
  return name === 'ed25519' ? 'ed25519.p8' : `${name}.pem`;
}

function opensshEncrypted(name: string, cipher: string, rounds: string, passphrase: string): Buffer {
  const copy = copyOf(name, `${name}-encrypted`);
  run('ssh-keygen', '-q', '-p', '-P', '', '-N', passphrase, '-Z', cipher, '-a', rounds, '-f', copy);
  return inWorkshop(copy);
}

function makeOpenssh(): void {
  for (const cipher of sshCiphers) {
    const name = `openssh/ed25519-${cipher.split('@')[0] ?? ''}`;
    save(name, opensshEncrypted('ed25519', cipher, '4', usualPassphrase), usualPassphrase);
  }
  for (const { name } of kinds)
    save(`openssh/${name}-encrypted`, opensshEncrypted(name, 'aes256-ctr', '4', usualPassphrase), usualPassphrase);
  save('openssh/rsa-2048-chacha20', opensshEncrypted('rsa-2048', 'chacha20-poly1305@openssh.com', '8', 'x1234'), 'x1234');
  save('openssh/default-rounds', opensshEncrypted('ecdsa-521', 'aes256-gcm@openssh.com', '16', 'pässwörd 東京'), 'pässwörd 東京');
  save('openssh/100-rounds', opensshEncrypted('ed25519', 'aes256-ctr', '100', usualPassphrase), usualPassphrase);
  save('openssh/wrong-passphrase', opensshEncrypted('ed25519', 'aes256-ctr', '4', 'another'), usualPassphrase);
  save('openssh/no-passphrase-given', opensshEncrypted('ed25519', 'aes256-ctr', '4', 'another'));
  for (const kind of securityKeys)
    save(`openssh/sk-${kind[1]}`, securityKeyFile(securityKeyBlob(kind)));
}

/** What OpenSSL, and ssh-keygen with it, takes beside those that people use. */
const pemStreamCiphers = ['aes-128-cfb', 'aes-256-ofb', 'aes-192-ctr', 'aes-256-cfb8', 'des-ede3-cfb', 'des-ede-cbc', 'sm4-cbc', 'chacha20'];
const pkcs8OddCiphers = ['aes-256-ecb', 'des-ede', 'camellia-128-ofb', 'camellia-256-ctr', 'aria-192-ctr', 'sm4-cbc', 'sm4-ctr'];

function makePem(): void {
  const ciphers = ['aes128', 'aes192', 'aes256', 'des3', 'camellia128', 'camellia256', 'aria128', 'aria256', ...pemStreamCiphers];
  for (const cipher of ciphers) {
    const args = ['-traditional', `-${cipher}`, ...phrase];
    save(`pem/rsa-2048-${cipher}.pem`, run('openssl', 'rsa', '-in', 'rsa-2048.pem', ...args), usualPassphrase);
  }
  for (const [name, program] of [['dsa', 'dsa'], ['ecdsa-256', 'ec'], ['ecdsa-384', 'ec'], ['ecdsa-521', 'ec']] as const) {
    const content = run('openssl', 'pkey', '-traditional', '-in', `${name}.pem`, '-aes-256-cbc', ...phrase);
    save(`pem/${name}-${program}-encrypted.pem`, content, usualPassphrase);
  }
  save('pem/compressed-ec.pem', run('openssl', 'ec', '-in', 'ecdsa-256.pem', '-conv_form', 'compressed'));
  save('pem/hybrid-ec.pem', run('openssl', 'ec', '-in', 'ecdsa-384.pem', '-conv_form', 'hybrid'));
  save('pem/explicit-ec.pem', run('openssl', 'ec', '-in', 'ecdsa-521.pem', '-param_enc', 'explicit'));
  save('pem/no-public-ec.pem', run('openssl', 'ec', '-in', 'ecdsa-384.pem', '-no_public'));
  save('pem/with-parameters-ec.pem', run('openssl', 'ecparam', '-name', 'prime256v1', '-genkey'));
  run('openssl', 'genrsa', '-traditional', '-out', 'rsa-8192.pem', '8192');
  save('pem/rsa-8192.pem', inWorkshop('rsa-8192.pem'));
  run('openssl', 'genrsa', '-traditional', '-3', '-out', 'rsa-e3.pem', '2048');
  save('pem/rsa-e3.pem', inWorkshop('rsa-e3.pem'));
  save('pem/wrong-passphrase.pem', run('openssl', 'rsa', '-in', 'rsa-2048.pem', '-traditional', '-aes128', '-passout', 'pass:another'), usualPassphrase);
}

function makePkcs8(): void {
  const pkcs8 = (name: string, ...options: string[]): Buffer =>
    run('openssl', 'pkcs8', '-topk8', '-in', pkcs8Source(name), ...phrase, ...options);
  const hashes = ['hmacWithMD5', 'hmacWithSHA1', 'hmacWithSHA224', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'];
  for (const hash of [...hashes, 'hmacWithSHA512-256'])
    save(`pkcs8/ecdsa-256-${hash}.p8`, pkcs8('ecdsa-256', '-v2prf', hash), usualPassphrase);
  const ciphers = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des3', 'camellia-192-cbc', 'aria-128-cbc', 'aria-256-cbc', 'aes-256-ofb', 'aes-128-cfb', ...pkcs8OddCiphers];
  for (const cipher of ciphers)
    save(`pkcs8/rsa-2048-${cipher}.p8`, pkcs8('rsa-2048', '-v2', cipher), usualPassphrase);
  for (const { name } of kinds) save(`pkcs8/${name}-encrypted.p8`, pkcs8(name), usualPassphrase);
  save('pkcs8/scrypt.p8', pkcs8('rsa-3072', '-scrypt'), usualPassphrase);
  save('pkcs8/scrypt-costs.p8', pkcs8('ecdsa-384', '-scrypt_N', '1024', '-scrypt_r', '8', '-scrypt_p', '4'), usualPassphrase);
  save('pkcs8/100000-iterations.p8', pkcs8('ecdsa-521', '-iter', '100000'), usualPassphrase);
  save('pkcs8/pbe-sha1-3des.p8', pkcs8('rsa-2048', '-v1', 'PBE-SHA1-3DES'), usualPassphrase);
  save('pkcs8/pbe-sha1-2des.p8', pkcs8('dsa', '-v1', 'PBE-SHA1-2DES'), usualPassphrase);
  save('pkcs8/wrong-passphrase.p8', run('openssl', 'pkcs8', '-topk8', '-in', 'rsa-2048.pem', '-passout', 'pass:another'), usualPassphrase);
}

function makePpk(): void {
  writeFileSync(join(workshop, 'passphrase'), usualPassphrase);
  const ppk = (name: string, parameters: string, isEncrypted: boolean): Buffer => {
    const passphrase = isEncrypted ? ['--new-passphrase', 'passphrase'] : [];
    run('puttygen', name, '-O', 'private', '--ppk-param', parameters, '-o', 'made.ppk', '-C', `${name} key`, ...passphrase);
    return inWorkshop('made.ppk');
  };
  for (const { name } of kinds) {
    for (const version of [2, 3]) {
      save(`ppk/${name}-v${version}.ppk`, ppk(name, `version=${version}`, false));
      const encrypted = ppk(name, `version=${version}${version === 3 ? ',passes=2' : ''}`, true);
      save(`ppk/${name}-v${version}-encrypted.ppk`, encrypted, usualPassphrase);
    }
  }
  for (const kdf of ['argon2id', 'argon2i', 'argon2d']) {
    const parameters = `version=3,kdf=${kdf},memory=1024,passes=5,parallelism=2`;
    save(`ppk/${kdf}.ppk`, ppk('ed25519', parameters, true), usualPassphrase);
  }
  save('ppk/default-costs.ppk', ppk('ed25519', 'version=3', true), usualPassphrase);
  save('ppk/crlf.ppk', ppk('ecdsa-256', 'version=3', false).toString().replaceAll('\n', '\r\n'));
  save('ppk/no-passphrase-given.ppk', ppk('rsa-2048', 'version=3,passes=1', true));
}

function makeOtherForms(): void {
  const pem = inWorkshop('rsa-2048.pem').toString();
  const openssh = inWorkshop('ed25519').toString();
  const bare = (text: string): string => text.trim().split('\n').slice(1, -1).join('\n');
  const forms: Record<string, string | Buffer> = {
    'crlf.pem': pem.replaceAll('\n', '\r\n'),
    'crlf-openssh': openssh.replaceAll('\n', '\r\n'),
    'bom.pem': `\uFEFF${pem}`,
    'bom-openssh': `\uFEFF${openssh}`,
    'utf16.pem': Buffer.from(`\uFEFF${pem}`, 'utf16le'),
    'utf16-openssh.txt': Buffer.from(`\uFEFF${openssh}`, 'utf16le'),
    'text-before.pem': `Bag Attributes\n    friendlyName: web\n${pem}`,
    'text-before-openssh': `Anna's key, do not share:\n\n${openssh}`,
    'text-after.pem': `${pem}\nthat was the key\n`,
    'no-final-newline.pem': pem.trimEnd(),
    'no-final-newline-openssh': openssh.trimEnd(),
    'one-line.pem': `-----BEGIN RSA PRIVATE KEY-----\n${bare(pem).replaceAll('\n', '')}\n-----END RSA PRIVATE KEY-----\n`,
    'bare-pkcs1.txt': bare(pem),
    'bare-openssh.txt': bare(openssh),
    'bare-pkcs8.txt': bare(run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', 'ecdsa-256.pem').toString()),
    'public-and-private.pem': `${inWorkshop('rsa-2048.pub').toString()}${pem}`,
    'pkcs1.der': run('openssl', 'rsa', '-in', 'rsa-2048.pem', '-traditional', '-outform', 'DER'),
    'pkcs8.der': run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', 'ecdsa-384.pem', '-outform', 'DER'),
    'sec1.der': run('openssl', 'ec', '-in', 'ecdsa-256.pem', '-outform', 'DER'),
  };
  for (const [name, content] of Object.entries(forms)) save(`forms/${name}`, content);
  const encrypted = run('openssl', 'pkcs8', '-topk8', '-in', 'rsa-2048.pem', '-outform', 'DER', ...phrase);
  save('forms/pkcs8-encrypted.der', encrypted, usualPassphrase);
}
