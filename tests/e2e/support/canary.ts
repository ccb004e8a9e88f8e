import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SshServer } from '../../support/sshd/ssh-server.ts';
import { startApplication, type Application } from './application.ts';
import { ConsolePage } from './console-page.ts';
import { Given } from './given.ts';
import { KeyTraces } from './key-traces.ts';
import { expect, test } from './test.ts';

export interface Canary {
  readonly application: Application;
  readonly ui: ConsolePage;
  readonly given: Given;
  readonly traces: KeyTraces;
  /** A folder that is not looked into. */
  readonly outside: string;
  /** Nothing has a secret but the files that were asked for; `flow` is what was done before. */
  readonly nowhere: (flow: string) => Promise<void>;
  /** Everything that has crossed IPC. */
  readonly said: () => Promise<string>;
}

/** What the main process has said. What the page has said was typed there: a passphrase on its way in. */
export function saidToThePage(ipcLog: string): Buffer {
  const lines = ipcLog.split('\n').filter((line) => line.startsWith('{"to":"page"'));
  return Buffer.from(lines.join('\n'));
}

/** An application of its own, whose folders, keyring, processes, page and IPC are searched for secrets. */
export async function startCanary(
  servers: readonly SshServer[],
  atEnd: (clear: () => Promise<unknown>) => void,
): Promise<Canary> {
  const outside = await mkdtemp(join(tmpdir(), 'latchkey-traces-'));
  atEnd(() => rm(outside, { recursive: true }));
  const ipcLog = join(outside, 'ipc.log');
  const application = await startApplication({ env: { LATCHKEY_STANDIN_IPC_LOG: ipcLog } });
  atEnd(() => application.stop());
  const { page, folders, keyring } = application;
  const traces = new KeyTraces([folders.all, keyring.folder, ...servers.map(({ root }) => root)]);
  atEnd(() => traces.stop());
  const said = (): Promise<string> => readFile(ipcLog, 'utf8');
  const nowhere = (flow: string): Promise<void> =>
    test.step(flow, async () => {
      expect(await traces.find()).toEqual([]);
      expect(traces.isIn(saidToThePage(await said()))).toBe(false);
      expect(traces.isIn(Buffer.from(await page.content()))).toBe(false);
      for (const server of servers) expect(traces.isIn(Buffer.from(server.log()))).toBe(false);
    });
  const ui = new ConsolePage(page);
  await ui.isReady();
  return { application, ui, given: new Given(page), traces, outside, nowhere, said };
}
