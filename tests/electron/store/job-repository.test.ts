import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/store/store.ts';
import type { JobResult } from '../../../shared/model/job.ts';
import { sampleJob, sampleJobResult, sampleRegion, sampleServer, strangeId } from './samples.ts';
import { codeOf, newStorePath, open } from './store-folder.ts';

const region = sampleRegion();
const servers = [sampleServer(region.id), sampleServer(region.id), sampleServer(region.id)];
const failed: Partial<JobResult> = {
  state: 'failed',
  step: 'prove-logon',
  error: { code: 'proof-failed', details: { lines: ['a', 'b'], tries: 2, last: true }, step: 'prove-logon' },
  startedAt: 7,
  finishedAt: 8,
};
let path: string;
let store: Store;

beforeEach(() => {
  path = newStorePath();
  store = open(path);
  store.regions.insert(region);
});

test('a job comes back as it was, its results in their order', () => {
  const states: Partial<JobResult>[] = [
    {},
    failed,
    { state: 'succeeded', proven: false, startedAt: 1, finishedAt: 2 },
  ];
  const results = servers.map((server, index) => sampleJobResult(server, states[index]));
  const job = sampleJob(region.id, { results });
  store.jobs.insert(job);
  expect(store.jobs.find(job.id)).toEqual(job);
  expect(store.jobs.list(region.id, 10)).toEqual([job]);
});

test('jobs are listed newest first, and no more than asked for', () => {
  const jobs = [2000, 3000, 3000, 1000].map((startedAt) => sampleJob(region.id, { startedAt }));
  for (const job of jobs) store.jobs.insert(job);
  expect(store.jobs.list(region.id, 3)).toEqual([jobs[2], jobs[1], jobs[0]]);
});

test('jobs of other regions are not listed', () => {
  store.jobs.insert(sampleJob(region.id));
  expect(store.jobs.list(strangeId(), 10)).toEqual([]);
});

test('one server’s result changes without the others', () => {
  const [first, second] = servers.map((server) => sampleJobResult(server));
  const job = sampleJob(region.id, { results: [first, second].filter((result) => result !== undefined) });
  store.jobs.insert(job);
  const changed = { ...sampleJobResult(servers[1] ?? sampleServer(region.id)), ...failed };
  store.jobs.updateResult(job.id, changed);
  expect(store.jobs.find(job.id)?.results).toEqual([first, changed]);
});

test('a finished job says when', () => {
  const job = sampleJob(region.id);
  store.jobs.insert(job);
  store.jobs.finish(job.id, 5000);
  expect(store.jobs.find(job.id)).toEqual({ ...job, state: 'finished', finishedAt: 5000 });
});

test('jobs outlive the servers and key pairs that they were about', () => {
  const [server = sampleServer(region.id)] = servers;
  store.servers.insert(server);
  const job = sampleJob(region.id, { keyPairId: strangeId(), results: [sampleJobResult(server)] });
  store.jobs.insert(job);
  store.servers.delete(server.id);
  expect(store.jobs.find(job.id)).toEqual(job);
});

describe('K9: what was under way when the application ended', () => {
  const [done, running, waiting] = [
    { state: 'succeeded', finishedAt: 3 },
    { state: 'running', step: 'reload', startedAt: 4 },
    { state: 'waiting' },
  ] as const;
  const results = [done, running, waiting].map((change, index) =>
    sampleJobResult(servers[index] ?? sampleServer(region.id), change),
  );
  const job = sampleJob(region.id, { results });

  test('is interrupted: servers under way failed at their step, those still waiting were left alone', () => {
    store.jobs.insert(job);
    const [first, second, third] = results;
    const expected = {
      ...job,
      state: 'interrupted',
      finishedAt: 9000,
      results: [
        first,
        {
          ...second,
          state: 'failed',
          error: { code: 'action-interrupted', details: {}, step: 'reload' },
          finishedAt: 9000,
        },
        { ...third, state: 'cancelled', finishedAt: 9000 },
      ],
    };
    expect(store.jobs.interruptRunning(9000)).toEqual([expected]);
    expect(store.jobs.find(job.id)).toEqual(expected);
  });

  test('is reported once', () => {
    store.jobs.insert(job);
    store.jobs.interruptRunning(9000);
    expect(store.jobs.interruptRunning(9001)).toEqual([]);
  });

  test('does not concern finished jobs', () => {
    const finished = sampleJob(region.id, { state: 'finished', finishedAt: 2000 });
    store.jobs.insert(finished);
    expect(store.jobs.interruptRunning(9000)).toEqual([]);
    expect(store.jobs.find(finished.id)).toEqual(finished);
  });
});

test('changing a job or a result that is not there is an error', () => {
  const job = sampleJob(region.id);
  store.jobs.insert(job);
  expect(codeOf(() => store.jobs.finish(strangeId(), 1))).toBe('job-not-found');
  expect(codeOf(() => store.jobs.updateResult(job.id, sampleJobResult(sampleServer(region.id))))).toBe(
    'job-not-found',
  );
});

test('M2: a result with an error that can’t be read is damage', () => {
  const [server = sampleServer(region.id)] = servers;
  const job = sampleJob(region.id, { results: [sampleJobResult(server, failed)] });
  store.jobs.insert(job);
  store.close();
  const database = new Database(path);
  database.exec("UPDATE job_results SET error = '{half'");
  database.close();
  expect(codeOf(() => open(path).jobs.find(job.id))).toBe('store-damaged');
});
