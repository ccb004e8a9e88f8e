import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { isAllowedLink, openExternalLink } from '../../../electron/window/external-links.ts';
import { shell } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

beforeEach(() => {
  shell.opened.length = 0;
});

it('opens a page of a listed host', async () => {
  await openExternalLink('https://www.openssh.com/manual.html');
  expect(shell.opened).toEqual(['https://www.openssh.com/manual.html']);
});

it.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'file://www.openssh.com/manual.html',
  'smb://www.openssh.com/share',
  'ms-settings:network',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x&crumb=location:\\\\evil\\share',
  '\\\\www.openssh.com\\share',
  '//www.openssh.com/manual.html',
  'data:text/html,x',
  'http://www.openssh.com/manual.html',
  'https://www.openssh.com.evil.example/',
  'https://evil.example/?https://www.openssh.com/',
  'https://www.openssh.com@evil.example/',
  'https://me:pw@www.openssh.com/',
  'https://www.openssh.com:8443/',
  'https:\\\\www.openssh.com\\x',
  ' https://www.openssh.com/',
  'https://www.openssh.com/\n',
  'https://WWW.openssh.com/',
  'latchkey://app/index.html',
  '',
])('E14: refuses %s', async (link) => {
  await openExternalLink(link);
  expect(shell.opened).toEqual([]);
});

it('E14: whatever is allowed is https and on a listed host', () => {
  const near = fc.tuple(fc.constantFrom('https:', 'http:', 'file:'), fc.string(), fc.webPath());
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        near.map(([scheme, host, path]) => `${scheme}//${host}${path}`),
      ),
      (link) => {
        if (isAllowedLink(link)) expect(link).toMatch(/^https:\/\/(www\.openssh\.com|man\.openbsd\.org)\//);
      },
    ),
  );
});
