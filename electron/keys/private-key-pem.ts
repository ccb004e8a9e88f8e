import forge from 'node-forge';

/** An RSA key pair in the two forms that ssh reads. */
export interface RsaForms {
  /** The public key's wire form. */
  readonly publicBlob: Buffer;
  /** PKCS#1 (RFC 8017, A.1.2) in PEM: what a `.pem` download is, and what every ssh client reads. */
  readonly privateKeyPem: string;
}

/**
 * The strings and numbers that node-forge makes of it can't be wiped: nobody but the garbage collector can.
 * @param pkcs1 the private key in DER; wiping it is the caller's
 */
export function rsaForms(pkcs1: Buffer): RsaForms {
  const der = forge.util.createBuffer(pkcs1.toString('latin1'));
  const privateKey = forge.pki.privateKeyFromAsn1(forge.asn1.fromDer(der));
  const publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  const [, base64 = ''] = forge.ssh.publicKeyToOpenSSH(publicKey).split(' ');
  return {
    publicBlob: Buffer.from(base64, 'base64'),
    // node-forge ends its lines as mail does; files on a Unix server do not.
    privateKeyPem: forge.ssh.privateKeyToOpenSSH(privateKey).replaceAll('\r\n', '\n'),
  };
}
