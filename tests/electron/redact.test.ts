import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactText, redactValue } from '../../electron/redact.ts';

const names = [
  'password',
  'passphrase',
  'AccessKeySecret',
  'Authorization',
  'sudoPassword',
  'private_key',
] as const;

/** A secret that can't be part of the text around it by chance. */
const secret = fc
  .string({ minLength: 8, unit: 'binary' })
  .map((text) => `s3cr3t-${text.replaceAll('\n', ' ')}-t3rc3s`);

const pem = fc
  .uint8Array({ minLength: 100, maxLength: 600 })
  .map(
    (bytes) =>
      Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,64}/g) ?? [],
  )
  .map((lines) => ({
    lines,
    text: `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----\n`,
  }));

/** Ways in which a secret ends up in an error. */
const inText = fc
  .tuple(fc.constantFrom(...names), secret, fc.constantFrom(': ', '=', ' = ', '": ', "': '"))
  .map(([name, value, between]) => ({ value, text: `could not log on, ${name}${between}${value}` }));
const inJson = fc
  .tuple(fc.constantFrom(...names), secret, fc.integer({ min: 0, max: 2 }))
  .map(([name, value, indent]) => ({
    value,
    text: JSON.stringify({ host: 'a', [name]: value, port: 1 }, null, indent),
  }));

/** Puts a value deep inside errors, causes, lists and objects. */
function bury(value: unknown, way: readonly string[]): unknown {
  return way.reduce((inner, step) => {
    if (step === 'cause') return new Error('outer', { cause: inner });
    if (step === 'list') return [1, inner];
    if (step === 'own') return Object.assign(new Error('outer'), { response: inner });
    if (step === 'errors') return new AggregateError([inner], 'several');
    return { inner };
  }, value);
}
const way = fc.array(fc.constantFrom('cause', 'list', 'own', 'errors', 'object'), { maxLength: 6 });

/** As the log writes it, and with its escapes undone, so that a secret is found in either form. */
function written(value: unknown): string {
  const texts: string[] = [];
  const redacted = redactValue(value);
  JSON.stringify(redacted, (_key, item: unknown) => {
    if (typeof item === 'string') texts.push(item);
    return item;
  });
  return `${JSON.stringify(redacted)}\n${texts.join('\n')}`;
}

describe('K11: the log never holds', () => {
  it('a secret by its property name, however deep', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), secret, way, (name, value, steps) => {
        expect(written(bury({ [name]: value, host: 'web-1' }, steps))).not.toContain('s3cr3t-');
        expect(written(bury({ [name]: { nested: value } }, steps))).not.toContain('s3cr3t-');
      }),
    );
  });

  it('a secret named in a message, however deep', () => {
    fc.assert(
      fc.property(fc.oneof(inText, inJson), way, ({ text }, steps) => {
        expect(written(bury(new Error(text), steps))).not.toContain('s3cr3t-');
        expect(written(bury({ text }, steps))).not.toContain('s3cr3t-');
      }),
    );
  });

  it('a quoted secret of several lines', () => {
    expect(redactText('password: "one\ntwo \\" three"\nhost: a')).toBe('password: [redacted]\nhost: a');
  });

  it('a line of a PEM block, whole, cut, escaped or indented', () => {
    fc.assert(
      fc.property(pem, way, fc.nat(), ({ lines, text }, steps, cut) => {
        const forms = [
          text,
          text.replaceAll('\n', '\\n'),
          text.replaceAll('\n', '\n    '),
          JSON.stringify({ text }),
        ];
        const bodyEnd = text.indexOf('-----END');
        forms.push(text.slice(0, 32 + (cut % (bodyEnd - 32))));
        for (const form of forms) {
          const log = written(bury(new Error(`bad key ${form}`), steps));
          for (const line of lines.filter(({ length }) => length >= 16)) expect(log).not.toContain(line);
        }
      }),
    );
  });

  it('the body of a key without its frame', () => {
    fc.assert(
      fc.property(pem, ({ lines }) => {
        const log = written(new Error(`bad body ${lines.join('')}`));
        expect(log).not.toContain(lines[0]);
      }),
    );
  });

  it('a PuTTY key, or the password of a URL', () => {
    const ppk = 'PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 1\nAAAAgQ==\nPrivate-MAC: 00ff';
    expect(redactText(`read ${ppk}`)).toBe('read [redacted]');
    expect(redactText('GET https://me:hunter2@example.com/')).toBe('GET https://me:[redacted]@example.com/');
  });

  it('bytes', () => {
    expect(redactValue({ key: Buffer.from('secret'), raw: new ArrayBuffer(3) })).toEqual({
      key: '[6 bytes]',
      raw: '[3 bytes]',
    });
  });
});

it('keeps what helps: codes, names, messages, causes', () => {
  const error = new Error('Permission denied (publickey,password).', {
    cause: { code: 'ECONNRESET', port: 22 },
  });
  expect(redactValue(error)).toMatchObject({
    name: 'Error',
    message: 'Permission denied (publickey,password).',
    cause: { code: 'ECONNRESET', port: 22 },
  });
  expect(redactText('password-wrong')).toBe('password-wrong');
});

it('comes to an end on cycles, deep nesting and 10 MB of hostile text', () => {
  const loop = new Error('loop');
  loop.cause = loop;
  expect(redactValue(loop)).toMatchObject({ message: 'loop', cause: '[...]' });
  for (const piece of ['password', '-----BEGIN ', '-----END x', 'password="', 'a', '://:', '"\\'])
    expect(redactText(piece.repeat(10_000_000 / piece.length)).length).toBeLessThan(20_000);
});

it('calls no getter', () => {
  const hostile = {
    get password(): string {
      throw new Error('called');
    },
  };
  expect(redactValue(hostile)).toEqual({ password: '[redacted]' });
});
