import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PracticeMachines } from '../../../../electron/providers/practice/machines.ts';
import { practiceFile } from '../../../../electron/providers/practice/practice-memory.ts';

const host = '192.0.2.11';
const now = () => 1000;

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-practice-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'practice.json');
}

test('what was done to a sample machine outlasts the application', () => {
  const path = newPath();
  new PracticeMachines(practiceFile(path), now).update(host, { keyLine: 'ssh-rsa AAAA mine' });
  expect(new PracticeMachines(practiceFile(path), now).state(host).keyLine).toBe('ssh-rsa AAAA mine');
});

test.each(['', '{', '[]', '{"192.0.2.11":{"keyLine":7}}'])(
  'a damaged file (%j) is fresh machines',
  (text) => {
    const path = newPath();
    writeFileSync(path, text);
    const machines = new PracticeMachines(practiceFile(path), now);
    expect(machines.status(host)).toBe('running');
    expect(machines.state(host).keyLine).toBeNull();
  },
);
