/** What has begun on a server and is not known to have ended: one action at a time on each. */
export const journal = `
CREATE TABLE journal (
  server_id TEXT PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
  job_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key_pair_id TEXT,
  former_key_pair_id TEXT,
  effect TEXT,
  had_line INTEGER CHECK (had_line IN (0, 1)),
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
