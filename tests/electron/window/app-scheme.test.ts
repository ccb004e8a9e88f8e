import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { appUrl, registerAppScheme, serveApp } from '../../../electron/window/app-scheme.ts';
import { protocol } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

it('E8: the scheme is standard, secure and under CORS, and never passes by the CSP', () => {
  registerAppScheme();
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true };
  expect(protocol.schemes).toEqual([{ scheme: 'latchkey', privileges }]);
});

it('serves a page that no longer depends on the folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-scheme-'));
  writeFileSync(join(folder, 'index.html'), 'page');
  const served = new Map<string, (request: Request) => Response>();
  const handle = (scheme: string, handler: (request: Request) => Response) => served.set(scheme, handler);
  serveApp({ protocol: { handle } } as never, folder);
  rmSync(folder, { recursive: true });
  expect([...served.keys()]).toEqual(['latchkey']);
  expect(await served.get('latchkey')?.(new Request(appUrl)).text()).toBe('page');
});
