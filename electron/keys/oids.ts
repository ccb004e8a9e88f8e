/** What keys in PEM are named by: RFC 8017, RFC 3279, RFC 5480, RFC 8410. */
export const oids = {
  rsa: '1.2.840.113549.1.1.1',
  dsa: '1.2.840.10040.4.1',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  primeField: '1.2.840.10045.1.1',
} as const;
