import { afterEach, expect, test, vi } from 'vitest';
import { listenToJobs } from '../../../renderer/views/job-notices.ts';
import { WindowState } from '../../../renderer/views/window-state.svelte.ts';
import type { Job } from '../../../shared/model/job.ts';
import { FakeBridge } from '../../support/fake-bridge.ts';
import { sampleJobs } from '../../support/fake-bridge-activity-samples.ts';

const [finished] = sampleJobs as readonly [Job];

let bridge: FakeBridge;

function listening(): WindowState {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { latchkey: bridge });
  const app = new WindowState(() => undefined);
  listenToJobs(app);
  return app;
}

const notices = () =>
  bridge.calls.filter(({ channel }) => channel === 'app:notify').map(({ request }) => request);

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a job is told of when it is over, with what has become of it', () => {
  listening();
  bridge.emit('jobs:changed', { ...finished, state: 'running' });
  expect(notices()).toEqual([]);
  bridge.emit('jobs:changed', finished);
  expect(notices()).toEqual([
    {
      jobId: finished.id,
      title: 'Attach “production-web”: 1 of 2 failed',
      body: '1 server done, 1 server failed',
    },
  ]);
  bridge.emit('jobs:changed', { ...finished, results: finished.results.slice(0, 1) });
  expect(notices()[1]).toMatchObject({ title: 'Attached “production-web”' });
});

test('one whose progress is open is told of only where it took long', () => {
  const app = listening();
  app.serverActions.run({
    ...{ kind: 'bind', keyPairName: '', serverIds: [], secrets: [] },
    start: () => new Promise<never>(() => undefined),
  });
  bridge.emit('jobs:changed', finished);
  expect(notices()).toEqual([]);
  bridge.emit('jobs:changed', { ...finished, finishedAt: finished.startedAt + 10_001 });
  expect(notices()).toHaveLength(1);
});

test('a click on it leads to the job in the activity', async () => {
  const app = listening();
  await app.start();
  bridge.emit('jobs:open', { jobId: finished.id });
  expect(app.section).toBe('activity');
  expect(app.openedJobId).toBe(finished.id);
});
