declare module 'bcrypt-pbkdf' {
  interface BcryptPbkdf {
    /** @returns 0 when the key was filled, -1 when it wasn't */
    readonly pbkdf: (
      passphrase: Uint8Array,
      passphraseLength: number,
      salt: Uint8Array,
      saltLength: number,
      key: Uint8Array,
      keyLength: number,
      rounds: number,
    ) => number;
  }
  const bcrypt: BcryptPbkdf;
  export default bcrypt;
}
