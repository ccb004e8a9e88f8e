import { expect, it } from 'vitest';
import { withBudget } from '../../../electron/ssh/budgeted-logons.ts';
import { LogonBudget } from '../../../electron/ssh/logon-budget.ts';
import { openSession } from '../../../electron/ssh/open-session.ts';
import { proveLogon } from '../../../electron/ssh/prove-logon.ts';
import { startSshServer } from '../../support/sshd/ssh-server.ts';
import { byPassword, codeOf, makeKey, targetOf } from '../../support/sshd/target.ts';

it('T6: the server sees no more than two failed logons, whatever is tried within the minute', async () => {
  const server = await startSshServer({ rootPassword: 'secret' });
  const logons = withBudget(new LogonBudget(), { openSession, proveLogon });
  const { credential: key } = await makeKey();
  const { signal } = new AbortController();
  try {
    const target = await targetOf(server, 'wrong', { credentials: [key, byPassword('wrong'), key] });
    const codes = [
      await codeOf(logons.openSession(target, signal)),
      await codeOf(logons.openSession(target, signal)),
      await codeOf(logons.proveLogon(target, key, AbortSignal.timeout(500))),
    ];
    expect(codes).toEqual(['logon-attempts-spent', 'logon-attempts-spent', 'cancelled']);
    expect(server.log().match(/^.*Failed (?:password|publickey).*$/gm)).toHaveLength(2);
  } finally {
    await server.stop();
  }
});
