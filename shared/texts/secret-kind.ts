/** What may have to be asked for because it is kept nowhere. */
export type SecretKind = 'password' | 'passphrase' | 'sudoPassword';
