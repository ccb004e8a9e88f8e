import { describe, expect, it } from 'vitest';
import { firstLogon } from '../../../electron/console/first-logon.ts';
import type { JobStep } from '../../../shared/model/job.ts';
import { consoleUnderTest } from './console-under-test.ts';

it('T6: a job waits also where it ends first what was cut off on the server', async () => {
  const under = consoleUnderTest();
  const { keyPairs, bindings } = under.console;
  const { keyPair } = await keyPairs.create(under.regionId, 'web', { type: 'ed25519' });
  const { id: serverId } = await under.addServer('web-1');
  const { id: jobId } = await under.finished(bindings.bind(keyPair.id, [serverId], 'reload', []));
  under.store.journal.begin({
    ...{ serverId, jobId, kind: 'bind', keyPairId: keyPair.id },
    ...{ formerKeyPairId: null, effect: 'reload', hadLine: true, since: 1 },
  });
  under.provider.areAttemptsSpent = true;
  const job = await under.finished(bindings.enablePasswordLogon(serverId, 'reload', {}));
  expect(job.results).toMatchObject([{ state: 'succeeded' }]);
  expect(under.store.journal.find(serverId)).toBeUndefined();
});

describe('the first logon within a job', () => {
  function within() {
    const cancelling = new AbortController();
    const limit = new AbortController();
    const steps: JobStep[] = [];
    const job = { signal: cancelling.signal, onStep: (step: JobStep) => void steps.push(step) };
    return { steps, cancelling, limit, first: firstLogon(job, limit.signal) };
  }

  it('tells the job that it waits, and ends with it', () => {
    const { steps, cancelling, first } = within();
    first.onStep('connect');
    first.onStep('wait-for-attempts');
    expect(first).toMatchObject({ waitsForAttempts: true, signal: { aborted: false } });
    cancelling.abort();
    expect(first.signal.aborted).toBe(true);
    expect(steps).toEqual(['connect', 'wait-for-attempts']);
  });

  it('does not begin to wait once the job is cancelled', () => {
    const { cancelling, first } = within();
    first.onStep('connect');
    cancelling.abort();
    expect(first.signal.aborted).toBe(false);
    first.onStep('wait-for-attempts');
    expect(first.signal.aborted).toBe(true);
  });

  it('lets what comes after it come to its end, and says nothing of that', () => {
    const { steps, cancelling, limit, first } = within();
    for (const step of ['connect', 'prove-logon', 'wait-for-attempts'] as const) first.onStep(step);
    cancelling.abort();
    expect(first.signal.aborted).toBe(false);
    limit.abort();
    expect(first.signal.aborted).toBe(true);
    expect(steps).toEqual(['connect']);
  });
});
