/**
 * What is done, and what the user has chosen. A row of `activity` that has a job of the same id is that job: its
 * outcome and servers are there. Names are kept as they were, and outlive what they name.
 */
export const activityAndSettings = `
CREATE TABLE activity (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  region_id TEXT,
  region_name TEXT NOT NULL,
  key_pair_name TEXT NOT NULL,
  server_name TEXT NOT NULL,
  error_code TEXT,
  started_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE INDEX activity_newest ON activity (started_at);

INSERT INTO activity
SELECT jobs.id, kind, '', region_id, regions.name, coalesce(key_pair_name, ''), '', NULL, started_at, finished_at
FROM jobs JOIN regions ON regions.id = region_id;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
