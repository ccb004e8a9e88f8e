import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKnownHosts } from '../../../electron/ssh/known-hosts-file.ts';
import { KnownHosts } from '../../../electron/ssh/known-hosts.ts';

let folder = '';
const lines: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-known-hosts-'));
  for (const type of ['ed25519', 'ecdsa']) {
    const file = join(folder, type);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'comment here', '-f', file]);
    lines.push(readFileSync(`${file}.pub`, 'utf8').trim());
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const key = (i: number) => {
  const [type = '', blob = ''] = (lines[i] ?? '').split(' ');
  return { type, blob };
};

describe('known_hosts', () => {
  it('finds the keys of a host among those of others, in their order', () => {
    const text = `# comment\n\nother ${lines[1]}\nweb.example ${lines[0]}\r\nweb.example,10.0.0.1 ${lines[1]}\n`;
    expect(new KnownHosts(text).of('WEB.example', 22).keys).toEqual([key(0), key(1)]);
    expect(new KnownHosts(text).of('10.0.0.1', 22).keys).toEqual([key(1)]);
    expect(new KnownHosts(text).of('nowhere', 22).keys).toEqual([]);
  });

  it('T1: a name counts only for its own port', () => {
    const text = `web ${lines[0]}\n[web]:2222 ${lines[1]}\n`;
    expect(new KnownHosts(text).of('web', 22).keys).toEqual([key(0)]);
    expect(new KnownHosts(text).of('web', 2222).keys).toEqual([key(1)]);
    expect(new KnownHosts(text).of('web', 2223).keys).toEqual([]);
  });

  it('reads the names that ssh-keygen has hashed', () => {
    const file = join(folder, 'hashed');
    writeFileSync(file, `web ${lines[0]}\n[web]:2222 ${lines[1]}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^\|1\|/);
    expect(new KnownHosts(text).of('web', 22).keys).toEqual([key(0)]);
    expect(new KnownHosts(text).of('web', 2222).keys).toEqual([key(1)]);
  });

  it('keeps revoked keys and certificate authorities apart', () => {
    const text = `@revoked * ${lines[0]}\n@cert-authority *.example ${lines[1]}\n`;
    const found = new KnownHosts(text).of('web.example', 22);
    expect(found).toEqual({ keys: [], revoked: [key(0)], certificateAuthorities: [key(1)] });
  });

  it('takes no revoked key for a known one, wherever the two lines stand', () => {
    const text = `web ${lines[0]}\n@revoked * ${lines[0]}\nweb ${lines[1]}\n`;
    expect(new KnownHosts(text).of('web', 22)).toMatchObject({ keys: [key(1)], revoked: [key(0)] });
  });

  it('obeys wildcards and exceptions', () => {
    const text = `*.example,!bad.example ${lines[0]}\nhost? ${lines[1]}\n`;
    expect(new KnownHosts(text).of('good.example', 22).keys).toEqual([key(0)]);
    expect(new KnownHosts(text).of('bad.example', 22).keys).toEqual([]);
    expect(new KnownHosts(text).of('host7', 22).keys).toEqual([key(1)]);
    expect(new KnownHosts(text).of('host77', 22).keys).toEqual([]);
  });

  it('passes over lines whose type and key do not agree', () => {
    const blob = key(0).blob;
    const text = `web ssh-rsa ${blob}\nweb ssh-ed25519 ${blob.slice(0, -8)}!\nweb ssh-ed25519\n@revoked\n`;
    expect(new KnownHosts(text).of('web', 22).keys).toEqual([]);
  });

  it('finds what ssh-keygen -F finds, for any plain file', () => {
    const name = fc.constantFrom('web', 'db.example', '10.0.0.1', '[web]:2222', '*.example', '!web', 'w?b');
    const line = fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 1));
    const host = fc.constantFrom(
      { name: 'web', port: 22 },
      { name: 'web', port: 2222 },
      { name: '10.0.0.1', port: 22 },
    );
    const file = join(folder, 'any');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), host, (entries, { name: wanted, port }) => {
        const text = entries.map(([names, i]) => `${names.join(',')} ${lines[i]}\n`).join('');
        writeFileSync(file, text);
        const asked = port === 22 ? wanted : `[${wanted}]:${port}`;
        const found = new KnownHosts(text).of(wanted, port).keys.map((k) => k.blob);
        expect(found).toEqual(oracle(file, asked));
      }),
      { numRuns: 60 },
    );
  });

  it('tells revoked keys and certificate authorities from host keys as ssh-keygen -F does, hashed or not', () => {
    const marker = fc.constantFrom('', '@revoked ', '@cert-authority ');
    const entry = fc.tuple(marker, fc.constantFrom('web', 'db', '[web]:2222'), fc.constantFrom(0, 1));
    const file = join(folder, 'marked');
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), fc.boolean(), (entries, isHashed) => {
        writeFileSync(file, entries.map(([mark, name, i]) => `${mark}${name} ${lines[i]}\n`).join(''));
        if (isHashed) execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
        const found = new KnownHosts(readFileSync(file, 'utf8')).of('web', 22);
        const expected = markedOracle(file, 'web');
        expect(found.revoked.map(({ blob }) => blob)).toEqual(expected.REVOKED);
        expect(found.certificateAuthorities.map(({ blob }) => blob)).toEqual(expected.CA);
        const isRevoked = (blob: string) => expected.REVOKED.includes(blob);
        expect(found.keys.map(({ blob }) => blob)).toEqual(expected.plain.filter((blob) => !isRevoked(blob)));
      }),
      { numRuns: 12 },
    );
  });

  it('reads several files as one: what is revoked in the system’s is not known by the user’s', async () => {
    const [own, system] = [join(folder, 'own'), join(folder, 'system')];
    writeFileSync(own, `web ${lines[0]}\nweb ${lines[1]}`);
    writeFileSync(system, `@revoked web ${lines[0]}\n@cert-authority * ${lines[1]}\n`);
    expect((await readKnownHosts([own, join(folder, 'not-there'), system])).of('web', 22)).toEqual({
      keys: [key(1)],
      revoked: [key(0)],
      certificateAuthorities: [key(1)],
    });
  });

  it('is done with hostile text at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        expect(new KnownHosts(text).of('web', 22)).toBeDefined();
      }),
    );
    const stars = `${'*a'.repeat(20_000)} ${lines[0]}`;
    expect(new KnownHosts(stars).of('a'.repeat(250), 22).keys).toEqual([]);
  });
});

/** The keys that ssh-keygen finds for a name. */
function oracle(file: string, name: string): string[] {
  try {
    const out = execFileSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8', stdio: 'pipe' });
    return out.split('\n').flatMap((line) => (line.startsWith('#') ? [] : (line.split(' ')[2] ?? [])));
  } catch {
    return [];
  }
}

/** The same with the markers, which ssh-keygen names in a comment before each line. */
function markedOracle(file: string, name: string): Record<'plain' | 'REVOKED' | 'CA', string[]> {
  const found = { plain: [] as string[], REVOKED: [] as string[], CA: [] as string[] };
  let kind: keyof typeof found = 'plain';
  const { stdout: out } = spawnSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
  for (const line of out.split('\n').filter(Boolean)) {
    const marker = /: line \d+ (CA|REVOKED)?/.exec(line)?.[1];
    if (line.startsWith('#')) kind = marker === 'CA' || marker === 'REVOKED' ? marker : 'plain';
    else found[kind].push(line.split(' ').find((word) => word.startsWith('AAAA')) ?? '');
  }
  return found;
}
