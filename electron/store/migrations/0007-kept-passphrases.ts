/** Whether the keychain has the passphrase that a key pair's file came with. */
export const keptPassphrases = `
ALTER TABLE key_pairs ADD COLUMN passphrase_kept INTEGER NOT NULL DEFAULT 0 CHECK (passphrase_kept IN (0, 1));
`;
