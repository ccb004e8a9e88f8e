/** The first released schema. A migration that was released is never changed: the next one builds on it. */
export const first = `
CREATE TABLE regions (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  key_pair_limit INTEGER NOT NULL
) STRICT;

CREATE TABLE key_pairs (
  id TEXT PRIMARY KEY,
  region_id TEXT NOT NULL REFERENCES regions (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  type TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  bits INTEGER NOT NULL,
  fingerprint_sha256 TEXT NOT NULL,
  fingerprint_md5 TEXT NOT NULL,
  comment TEXT NOT NULL,
  line TEXT NOT NULL,
  private_key TEXT NOT NULL,
  download TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleting INTEGER NOT NULL DEFAULT 0 CHECK (deleting IN (0, 1))
) STRICT;

-- A key pair that is being deleted is gone for the user: its name and key may be used again.
CREATE UNIQUE INDEX key_pair_name ON key_pairs (region_id, name) WHERE deleting = 0;
CREATE UNIQUE INDEX key_pair_fingerprint ON key_pairs (region_id, fingerprint_sha256) WHERE deleting = 0;

CREATE TABLE servers (
  id TEXT PRIMARY KEY,
  region_id TEXT NOT NULL REFERENCES regions (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  user TEXT NOT NULL,
  logon_kind TEXT NOT NULL,
  logon_storage TEXT,
  logon_key_pair_id TEXT REFERENCES key_pairs (id) ON DELETE RESTRICT,
  logon_path TEXT,
  logon_passphrase TEXT,
  status TEXT NOT NULL,
  os_kind TEXT NOT NULL,
  os_name TEXT NOT NULL,
  bound_key_pair_id TEXT REFERENCES key_pairs (id) ON DELETE RESTRICT,
  password_logon TEXT NOT NULL,
  pending_change TEXT,
  pending_key_pair_id TEXT REFERENCES key_pairs (id) ON DELETE SET NULL,
  pending_waits_for TEXT,
  pending_effect TEXT,
  pending_since INTEGER,
  checked_at INTEGER,
  UNIQUE (region_id, name),
  UNIQUE (region_id, host, port, user)
) STRICT;

CREATE INDEX server_logon_key_pair ON servers (logon_key_pair_id);
CREATE INDEX server_bound_key_pair ON servers (bound_key_pair_id);
CREATE INDEX server_pending_key_pair ON servers (pending_key_pair_id);

CREATE TABLE host_keys (
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  type TEXT NOT NULL,
  blob TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (host, port)
) STRICT;

-- Jobs keep names and ids of what they were about, and outlive it: no foreign keys to key pairs and servers.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  region_id TEXT NOT NULL REFERENCES regions (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  key_pair_id TEXT,
  key_pair_name TEXT,
  effect TEXT,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE INDEX job_newest ON jobs (region_id, started_at);
CREATE INDEX job_running ON jobs (state) WHERE state = 'running';

CREATE TABLE job_results (
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  server_id TEXT NOT NULL,
  server_name TEXT NOT NULL,
  state TEXT NOT NULL,
  step TEXT,
  error TEXT,
  proven INTEGER CHECK (proven IN (0, 1)),
  started_at INTEGER,
  finished_at INTEGER,
  PRIMARY KEY (job_id, server_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE keychain_intents (
  kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (kind, owner_id)
) STRICT, WITHOUT ROWID;
`;
