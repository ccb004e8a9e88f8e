/** A job keeps the id of its region and outlives it: what was done on servers stays in the activity. */
export const jobsOutliveRegions = `
CREATE TABLE kept_jobs (
  id TEXT PRIMARY KEY,
  region_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key_pair_id TEXT,
  key_pair_name TEXT,
  effect TEXT,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

INSERT INTO kept_jobs
SELECT id, region_id, kind, key_pair_id, key_pair_name, effect, state, started_at, finished_at FROM jobs;

DROP TABLE jobs;
ALTER TABLE kept_jobs RENAME TO jobs;

CREATE INDEX job_newest ON jobs (region_id, started_at);
CREATE INDEX job_running ON jobs (state) WHERE state = 'running';
`;
