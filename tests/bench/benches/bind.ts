import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compareAll, type Comparison } from '../comparison.ts';
import { makeKey } from '../../support/sshd/target.ts';
import { Fleet } from '../bind/fleet.ts';
import { bareLogons } from '../bind/floor.ts';
import { Latchkey } from '../bind/latchkey.ts';
import { missingRivals, Rivals } from '../bind/rivals.ts';

const runs = 3;
let spent: readonly object[] = [];

/** One key pair on many servers: the whole proven transaction against lines that nobody has tried. */
export async function bench(args: readonly string[]): Promise<readonly Comparison[]> {
  const missing = missingRivals();
  if (missing !== undefined) throw new Error(`a rival is missing: ${missing}`);
  const { values } = parseArgs({ args: [...args], options: { servers: { type: 'string', default: '50' } } });
  const fleet = await Fleet.start(Number(values.servers));
  const latchkey = new Latchkey(fleet);
  try {
    await latchkey.prepare();
    return await measure(fleet, latchkey);
  } finally {
    latchkey.stop();
    await fleet.stop();
  }
}

async function measure(fleet: Fleet, latchkey: Latchkey): Promise<readonly Comparison[]> {
  const rivals = new Rivals(fleet, await makeKey());
  await rivals.prepare();
  try {
    const results = await compareAll({
      unit: 'ms',
      runs,
      ours: () => latchkey.bind(),
      rivals: [
        { name: 'ansible', rival: 'ansible authorized_key, forks 50', theirs: () => rivals.ansible() },
        { name: 'ssh-copy-id', rival: 'ssh-copy-id, one by one', theirs: () => rivals.sshCopyId(1) },
        { name: 'ssh-copy-id-x16', rival: 'ssh-copy-id, xargs -P16', theirs: () => rivals.sshCopyId(16) },
        { name: 'floor', rival: 'the bare logons, same transport', theirs: () => bareLogons(fleet) },
      ],
    });
    spent = latchkey.steps.rows();
    return results;
  } finally {
    await rivals.stop();
  }
}

/** What the time is spent on, and how busy the machine was. */
export function details(): readonly object[] {
  const load = loadavg().map((value) => value.toFixed(1));
  return [...spent, { step: 'load of the machine (1, 5, 15 min)', share: load.join(' ') }];
}
