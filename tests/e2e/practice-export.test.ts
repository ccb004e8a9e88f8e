import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Application } from './support/application.ts';
import type { ConsolePage } from './support/console-page.ts';
import { answerSaveDialog, cancelSaveDialog } from './support/native-dialogs.ts';
import { GivenPractice, openPractice, removePractice } from './support/practice.ts';
import { expect, test } from './support/test.ts';

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test.beforeEach(async ({ ui, given, atEnd }) => {
  atEnd(() => removePractice(given));
  await openPractice(ui);
});

/** Exports what is listed, and answers with what is in the file. */
async function exported(
  ui: ConsolePage,
  application: Application,
  format: 'JSON Lines' | 'CSV',
  count: string,
): Promise<string> {
  const path = join(application.folders.downloads, format);
  await answerSaveDialog(application, path);
  await ui.page.getByRole('button', { name: `Export as ${format}` }).click();
  await expect(ui.page.getByText(`${count} exported to ${path}`)).toBeVisible();
  return readFile(path, 'utf8');
}

test('as JSON Lines: an object for each action that is listed, with what became of each server', async ({
  ui,
  given,
  application,
}) => {
  const practice = await GivenPractice.of(given);
  const keyPair = await practice.createKeyPair('in-json');
  await practice.bind(keyPair, ['web-1', 'unreliable']);
  await practice.createKeyPair('not-listed');
  await ui.show('Activity');
  await ui.page.getByLabel('Filter activity').fill('in-json');

  const text = await exported(ui, application, 'JSON Lines', '2 actions');
  expect(text).toMatch(/\}\n$/);
  const facts = {
    ...{ actor: userInfo().username, region: 'Practice', keyPair: 'in-json', error: null },
    keyPairFingerprint: keyPair.publicKey.fingerprintSha256,
    startedAt: expect.stringMatching(isoTime) as unknown,
    finishedAt: expect.stringMatching(isoTime) as unknown,
    durationMs: expect.any(Number) as unknown,
  };
  const actions = text.trimEnd().split('\n');
  expect(actions.map((line): unknown => JSON.parse(line))).toMatchObject([
    {
      ...{ ...facts, action: 'bind', outcome: 'partly', effect: 'postpone' },
      servers: [
        { name: 'web-1', outcome: 'pending', error: null, step: null, proven: true },
        { name: 'unreliable', outcome: 'failed', error: 'server-connection-lost', step: 'add-line' },
      ],
    },
    { ...facts, action: 'create-key-pair', outcome: 'succeeded', effect: null, servers: [] },
  ]);
  expect(text).not.toContain('PRIVATE');
});

test('as CSV: a row for each server of an action, and only of those that are listed', async ({
  ui,
  given,
  application,
}) => {
  const practice = await GivenPractice.of(given);
  const keyPair = await practice.createKeyPair('in-csv');
  await practice.bind(keyPair, ['web-1', 'unreliable']);
  await ui.show('Activity');
  await ui.page.getByLabel('Filter activity').fill('in-csv');
  await ui.page.getByLabel('Outcome', { exact: true }).click();
  await ui.page.getByRole('option', { name: 'Partly done' }).click();

  const text = await exported(ui, application, 'CSV', '1 action');
  const [header = '', ...rows] = text.split('\r\n');
  expect(header).toBe(
    '\uFEFFstarted_at,finished_at,duration_ms,actor,action,region,key_pair,server,outcome,error,step,key_pair_fingerprint,effect',
  );
  expect(rows.pop()).toBe('');
  const cells = rows.map((row) => row.split(','));
  for (const [started, finished, durationMs] of cells) {
    expect([started, finished]).toEqual([expect.stringMatching(isoTime), expect.stringMatching(isoTime)]);
    expect(durationMs).toMatch(/^\d+$/);
  }
  const action = [userInfo().username, 'bind', 'Practice', 'in-csv'];
  const more = [keyPair.publicKey.fingerprintSha256, 'postpone'];
  expect(cells.map((row) => row.slice(3))).toEqual([
    [...action, 'web-1', 'pending', '', '', ...more],
    [...action, 'unreliable', 'failed', 'server-connection-lost', 'add-line', ...more],
  ]);
});

test('a closed save dialog exports nothing, and says nothing', async ({ ui, application }) => {
  await ui.show('Activity');
  const { asked } = await cancelSaveDialog(application);
  await ui.page.getByRole('button', { name: 'Export as CSV' }).click();
  await asked;
  await expect(ui.page.getByRole('button', { name: 'Export as CSV' })).toBeEnabled();
  await expect(ui.page.getByText('exported to')).toHaveCount(0);
});
