import { describe, expect, it } from 'vitest';
import {
  findLockouts,
  findLostLines,
  findUntruths,
  type Found,
  type Recorded,
  type Scene,
} from '../../faults/judge.ts';
import type { Operation } from '../../faults/fault-case.ts';

const before = {
  authorizedKeys: Buffer.from('# theirs\nssh-ed25519 THEIRS\nssh-ed25519 FORMER mine\n# end'),
  configuration: 'as it was',
};
const scene = (operation: Operation): Scene => ({ operation, ownBlobs: ['FRESH', 'FORMER'], before });
const unchanged: Found = {
  ...before,
  listens: true,
  opens: { foreign: true, fresh: false, former: true, password: true },
};
const replaced: Found = {
  listens: true,
  configuration: 'hardened',
  authorizedKeys: Buffer.from('# theirs\nssh-ed25519 THEIRS\n# end\nssh-ed25519 FRESH mine\n'),
  opens: { foreign: true, fresh: true, former: false, password: false },
};
const failed: Recorded = {
  bound: 'former',
  passwordLogon: 'enabled',
  isPending: false,
  isOpen: false,
  result: { state: 'failed', code: 'proof-failed' },
};
const succeeded: Recorded = {
  ...failed,
  bound: 'fresh',
  passwordLogon: 'disabled',
  result: { state: 'succeeded', code: null },
};
const kinds = (findings: readonly { readonly kind: string }[]) => findings.map(({ kind }) => kind);

describe('the judge of the fault matrix', () => {
  it('finds nothing where an action has succeeded or has been put back, and is recorded as such', () => {
    for (const [recorded, found] of [
      [succeeded, replaced],
      [failed, unchanged],
    ] as const) {
      expect(findLockouts(found)).toEqual([]);
      expect(findLostLines(found, scene('replace'))).toEqual([]);
      expect(findUntruths(recorded, found, scene('replace'))).toEqual([]);
    }
  });

  it.each([
    ['sshd is not there', { ...replaced, listens: false }],
    ['the foreign key is refused', { ...replaced, opens: { ...replaced.opens, foreign: false } }],
    ['only the foreign key opens', { ...replaced, opens: { ...replaced.opens, fresh: false } }],
  ])('takes it for a lockout when %s', (_name, found) => {
    expect(kinds(findLockouts(found))).toContain('lockout');
  });

  it.each([
    ['is lost', '# theirs\nssh-ed25519 FORMER mine\n# end'],
    ['is altered', '# theirs\nssh-ed25519 THEIRS \nssh-ed25519 FORMER mine\n# end'],
    ['has another place', 'ssh-ed25519 THEIRS\n# theirs\nssh-ed25519 FORMER mine\n# end'],
    ['is glued to another', '# theirs\nssh-ed25519 THEIRS\n# endssh-ed25519 FRESH mine\n'],
    ['is there twice', '# theirs\n# theirs\nssh-ed25519 THEIRS\n# end'],
    ['is gone with all the others', ''],
  ])('notices when a foreign line %s', (_name, text) => {
    const found = { ...unchanged, authorizedKeys: Buffer.from(text) };
    expect(kinds(findLostLines(found, scene('replace')))).toEqual(['line-lost']);
  });

  it('does not mind the newline that the last line has lacked', () => {
    const authorizedKeys = Buffer.concat([before.authorizedKeys, Buffer.from('\n')]);
    expect(findLostLines({ ...unchanged, authorizedKeys }, scene('replace'))).toEqual([]);
  });

  it.each<[string, Recorded, Found]>([
    ['a success that has not happened', succeeded, unchanged],
    ['a failure that was not put back', failed, replaced],
    ['a binding that does not open', succeeded, { ...replaced, opens: { ...replaced.opens, fresh: false } }],
    ['a former key that still opens', succeeded, { ...replaced, opens: { ...replaced.opens, former: true } }],
    ['a password that still opens', succeeded, { ...replaced, opens: { ...replaced.opens, password: true } }],
    ['a password that is refused', failed, { ...unchanged, opens: { ...unchanged.opens, password: false } }],
    ['a configuration that was left', failed, { ...unchanged, configuration: 'hardened' }],
    ['a line that was left', failed, { ...unchanged, authorizedKeys: replaced.authorizedKeys }],
    ['what is said to run, and does not', { ...failed, result: { state: 'running', code: null } }, unchanged],
  ])('takes %s for an untruth', (_name, recorded, found) => {
    expect(kinds(findUntruths(recorded, found, scene('replace')))).toContain('untruth');
  });

  it('does not take it for an untruth that the application says it does not know', () => {
    expect(findUntruths({ ...failed, isOpen: true }, replaced, scene('replace'))).toEqual([]);
    const unknown: Recorded = { ...failed, passwordLogon: 'unknown' };
    const refused = { ...unchanged, opens: { ...unchanged.opens, password: false } };
    expect(findUntruths(unknown, refused, scene('replace'))).toEqual([]);
  });

  it.each<[Operation, Found]>([
    ['bind', { ...replaced, opens: { ...replaced.opens, password: true } }],
    ['unbind', unchanged],
    ['enable', { ...unchanged, opens: { ...unchanged.opens, password: false } }],
  ])('knows what %s is for', (operation, found) => {
    const recorded: Recorded = { ...succeeded, bound: found.opens.fresh ? 'fresh' : 'former' };
    const passwordLogon = found.opens.password ? 'enabled' : 'disabled';
    const untruths = findUntruths({ ...recorded, passwordLogon }, found, scene(operation));
    expect(untruths.map(({ what }) => what)).toEqual(['recorded as succeeded, and it has not happened']);
  });
});
