/** Where the one download of a private key was saved: the file's path, never its content. */
export const savedKeyFiles = `
CREATE TABLE saved_key_files (
  key_pair_id TEXT PRIMARY KEY REFERENCES key_pairs (id) ON DELETE CASCADE,
  path TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
