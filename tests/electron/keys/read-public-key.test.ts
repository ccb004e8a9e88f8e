import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPublicKey } from '../../../electron/keys/read-public-key.ts';
import { PublicKeyInfo } from '../../../shared/model/key-pair.ts';
import { appErrorOf } from './app-error-of.ts';
import { sampleLines } from './sample-keys.ts';
import { keyVector } from './file/key-vectors.ts';
import { listing, makeKeyPair } from './ssh-keygen.ts';

const { rsa, ed25519 } = sampleLines;
/** Private keys as ssh-keygen writes them today and in former times. */
const privateKeys: readonly string[] = [
  ['-t', 'rsa'],
  ['-t', 'ecdsa'],
  ['-t', 'ed25519'],
  ['-t', 'rsa', '-m', 'PEM'],
  ['-t', 'rsa', '-m', 'PKCS8'],
  ['-t', 'ecdsa', '-m', 'PEM'],
].map((options) => makeKeyPair(...options).privateKey);

const [algorithm = '', base64 = ''] = ed25519.split(' ');

function problemOf(text: string) {
  const error = appErrorOf(() => readPublicKey(text));
  return error && { code: error.code, ...error.details };
}

describe('a line', () => {
  test.each(Object.entries(sampleLines))('of type %s is read as ssh-keygen reads it', (_type, line) => {
    const { bits, fingerprintSha256, comment } = readPublicKey(line);
    expect({ bits, fingerprint: fingerprintSha256, comment }).toEqual(listing(line));
  });

  test.each([
    ['a byte order mark', `\uFEFF${ed25519}`],
    ['CRLF', `${ed25519}\r\n`],
    ['empty lines around it', `\n \r\n\t\n${ed25519}\n\n`],
    ['remarks around it', `# laptop\n${ed25519}\n# end`],
    ['blanks before it', `   \t${ed25519}`],
    ['tabs and several blanks between its parts', `${algorithm}\t ${base64}  \t me@example`],
    ['an option before it', `no-pty ${ed25519}`],
    [
      'quoted options before it',
      `from="10.0.0.0/8,*.example",command="echo \\"ssh-rsa AAAA\\" # x" ${ed25519}`,
    ],
  ])('with %s is that key', (_what, text) => {
    expect(readPublicKey(text)).toEqual(readPublicKey(ed25519));
  });

  test('with a comment of several words keeps them', () => {
    expect(readPublicKey(`${algorithm} ${base64} anna in  the office`).comment).toBe('anna in the office');
  });

  test('without a comment has an empty one', () => {
    expect(readPublicKey(`${algorithm} ${base64}`)).toMatchObject({
      comment: '',
      line: `${algorithm} ${base64}`,
    });
  });
});

describe('text that is no public key is refused with the reason and its place', () => {
  test.each([
    ['', 'empty', undefined],
    [' \n# only a remark\n', 'empty', undefined],
    ['x'.repeat(65537), 'too-long', undefined],
    ['hello world', 'not-a-key', 0],
    [`\n  hello ${base64}`, 'not-a-key', 3],
    [algorithm, 'truncated', algorithm.length],
    [`${algorithm} AAAA*BBB`, 'base64', algorithm.length + 5],
    [`${algorithm} ${base64.slice(0, -1)}`, 'base64', algorithm.length + base64.length],
    [`${algorithm} ${base64.slice(0, -4)}`, 'truncated', algorithm.length + base64.length - 3],
    [`ssh-rsa ${base64}`, 'algorithm-mismatch', 0],
    [`${ed25519}\n${rsa}`, 'several-keys', ed25519.length + 1],
    [`${ed25519}\nno-pty ${rsa}`, 'several-keys', ed25519.length + 1],
    [`${rsa.slice(0, 80)}\n${rsa.slice(80)}`, 'line-break-in-key', 81],
    [`command="never closed ${ed25519}`, 'not-a-key', 0],
  ])('%j', (text, reason, position) => {
    const place = position === undefined ? {} : { position };
    expect(problemOf(text)).toEqual({ code: 'public-key-invalid', reason, ...place });
  });
});

describe('what is a key of another kind is refused by that kind', () => {
  test.each([
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', { format: 'x509-certificate' }],
    ['-----BEGIN DSA PUBLIC KEY-----\nAAAA\n-----END DSA PUBLIC KEY-----', { format: 'dsa public key' }],
    ['{"kty": "RSA", "n": "AAAA", "d": "AAAA"}', { format: 'jwk' }],
    ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA', { format: 'pgp' }],
    ['-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----', { format: 'pkcs7' }],
    ['-----BEGIN EC PARAMETERS-----\nBggq\n-----END EC PARAMETERS-----', { format: 'parameters' }],
    [`1024 35 ${'1234567890'.repeat(20)} me`, { format: 'ssh1' }],
    ['ssh-ed448 AAAAC3NzaC1lZDI1NTE5 me', { algorithm: 'ssh-ed448' }],
    ['no-pty ssh-xmss@openssh.com AAAA', { algorithm: 'ssh-xmss@openssh.com' }],
  ])('%j', (text, details) => {
    expect(problemOf(text)).toEqual({ code: 'key-type-unsupported', ...details });
  });
});

describe('a public key in another form is the same key', () => {
  const vector = (name: string) => readFileSync(`tests/vectors/keys/public/${name}`, 'utf8');
  const sameKey = { ...readPublicKey(vector('openssh-rsa-2048.pub')), comment: '', line: '' };

  test.each([
    'rfc4716-rsa-2048.txt',
    'spki-rsa-2048.pem',
    'pkcs1-rsa-2048.pem',
    'bare-rsa-2048.txt',
    'rfc4716-crlf.txt',
  ])('%s', (name) => {
    expect({ ...readPublicKey(vector(name)), comment: '', line: '' }).toEqual(sameKey);
  });

  test('an OpenSSH certificate is the key that it certifies', () => {
    const certificate = readFileSync('tests/vectors/keys/certificate/rsa-2048-cert.pub', 'utf8');
    expect({ ...readPublicKey(certificate), comment: '', line: '' }).toEqual(sameKey);
  });

  test('the comment of RFC 4716 is read over several lines, without its quotation marks', () => {
    expect(readPublicKey(vector('rfc4716-headers.txt')).comment).toBe(
      'a comment that goes on in the next line',
    );
  });
});

describe('a private key is recognised', () => {
  test('also where something that nobody sees stands in its first line', () => {
    for (const hidden of ['\u0000', '\u202E', ' \u0007 '])
      expect(problemOf(`${ed25519}-----BEGIN${hidden} PRIVATE KEY-----`)).toEqual({
        code: 'private-key-pasted',
      });
  });

  test.each(['pem/under-public.pem', 'pkcs8/under-public.p8', 'malformed/private-under-public.pem'])(
    'also under the label of a public one: %s',
    (path) => {
      expect(problemOf(keyVector(path).content.toString())).toEqual({ code: 'private-key-pasted' });
    },
  );

  test.each(privateKeys)('in a file as ssh-keygen writes it (%#)', (privateKey) => {
    expect(problemOf(privateKey)).toEqual({ code: 'private-key-pasted' });
    expect(problemOf(`${ed25519}\n${privateKey}`)).toEqual({ code: 'private-key-pasted' });
  });

  test.each(privateKeys)('without its first and last line (%#)', (privateKey) => {
    const bare = privateKey.trim().split('\n').slice(1, -1);
    expect(problemOf(bare.join('\n'))).toEqual({ code: 'private-key-pasted' });
    expect(problemOf(`  ${bare.join('')}`)).toEqual({ code: 'private-key-pasted' });
  });

  test.each([
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n',
    'Private-Lines: 1\nAAAA',
    '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA',
    '> -----BEGIN OPENSSH PRIVATE KEY-----\n> AAAA',
    'AAAA\n-----END RSA PRIVATE KEY-----',
    'SSH PRIVATE KEY FILE FORMAT 1.1\n',
  ])('by its mark: %j', (text) => {
    expect(problemOf(text)).toEqual({ code: 'private-key-pasted' });
  });

  test('and nothing of it is in the error', () => {
    for (const privateKey of privateKeys) {
      const error = appErrorOf(() => readPublicKey(privateKey));
      const told = JSON.stringify([error?.message, error?.details, error?.stack]);
      expect(told).not.toContain(privateKey.split('\n')[2]);
    }
  });
});

describe('G7: whatever the text is, it is read or refused with an expected error', () => {
  const line = fc.constantFrom(...Object.values(sampleLines));
  const piece = fc.oneof(
    line,
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '"',
      '\\"',
      '#',
      '=',
      ',',
      'ssh-rsa',
      '-----BEGIN ',
      'PRIVATE KEY-----',
      '\0',
    ),
  );
  const mutated = fc
    .tuple(line, fc.nat(), fc.nat({ max: 4 }), fc.string({ maxLength: 3 }))
    .map(([text, at, cut, put]) => {
      const index = at % text.length;
      return text.slice(0, index) + put + text.slice(index + cut);
    });
  const anyText = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    mutated,
  );

  test('and what is read fits the model and reads the same again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const info = { read: undefined as PublicKeyInfo | undefined };
        const error = appErrorOf(() => (info.read = readPublicKey(text)));
        if (info.read === undefined) {
          expect(['public-key-invalid', 'key-type-unsupported', 'private-key-pasted']).toContain(error?.code);
        } else {
          expect(PublicKeyInfo.parse(info.read)).toEqual(info.read);
          expect(readPublicKey(info.read.line)).toEqual(info.read);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    '"',
    '\\"',
    '"\\"',
    ' ',
    '\n',
    '-----BEGIN ',
    '----BEGIN PRIVATE ',
    '\t\n',
    '1024 35 1',
    'MI',
    'a',
  ])('G7: 64 kB of %j take no more than a second of the processor’s time', (unit) => {
    const begin = process.cpuUsage();
    problemOf(unit.repeat(Math.floor(65536 / unit.length)));
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(1000);
  });
});
