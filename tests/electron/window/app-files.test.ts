import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFromFiles, readAppFiles, type AppFiles } from '../../../electron/window/app-files.ts';

const origin = 'latchkey://app';
let folder: string;
let files: AppFiles;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-files-'));
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets/main-B1.js'), 'export {}');
  writeFileSync(join(root, 'assets/main-B1.css'), 'body {}');
  writeFileSync(join(root, 'assets/icon.svg'), '<svg/>');
  writeFileSync(join(root, 'assets/notes.pem'), 'key');
  symlinkSync(join(folder, 'secret.html'), join(root, 'link.html'));
  files = readAppFiles(root);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const answer = (url: string, method = 'GET') => answerFromFiles(files, origin, { url, method });

it('E8: holds the files of the folder that a page loads, and nothing that a link leads to', () => {
  expect([...files.keys()].sort()).toEqual([
    '/assets/icon.svg',
    '/assets/main-B1.css',
    '/assets/main-B1.js',
    '/index.html',
  ]);
});

it.each([
  ['/index.html', 'text/html; charset=utf-8'],
  ['/index.html?dark#/servers', 'text/html; charset=utf-8'],
  ['/assets/main-B1.js', 'text/javascript; charset=utf-8'],
  ['/assets/main-B1.css', 'text/css; charset=utf-8'],
  ['/assets/icon.svg', 'image/svg+xml'],
])('E8: serves %s as %s, which is not guessed at', (path, type) => {
  const response = answer(origin + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe(type);
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
});

it('serves the bytes of a file, and none of them to HEAD', async () => {
  expect(await answer(`${origin}/index.html`).text()).toBe('<!doctype html>');
  const head = answer(`${origin}/index.html`, 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
});

describe('E8: refuses', () => {
  it.each([
    `${origin}/../secret.html`,
    `${origin}/assets/../../secret.html`,
    `${origin}/%2e%2e%2fsecret.html`,
    `${origin}/%2e%2e/secret.html`,
    `${origin}/..%5csecret.html`,
    `${origin}/..\\secret.html`,
    `${origin}/index.html%00`,
    `${origin}/index.html\0.js`,
    `${origin}//app/index.html`,
    `${origin}//evil.example/index.html`,
    `${origin}//etc/passwd`,
    `${origin}/etc/passwd`,
    `${origin}/missing.html`,
    `${origin}/`,
    origin,
    `${origin}/link.html`,
    `${origin}/assets/notes.pem`,
    'latchkey://evil/index.html',
    'latchkey://app.evil/index.html',
    'latchkey://app:80/index.html',
    'latchkey://me@app/index.html',
    'file:///etc/passwd',
    'https://app/index.html',
    '',
  ])('%s', async (url) => {
    const response = answer(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'get'])('the method %s', (method) => {
    const response = answer(`${origin}/index.html`, method);
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('every path that is not one of the map', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, rest) => {
        const url = `${origin}${path}${rest}`;
        const known = files.has(url.slice(origin.length).split(/[?#]/)[0] ?? '');
        expect(answer(url).status).toBe(known ? 200 : 404);
      }),
    );
  });
});
