import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** As MSAL takes it, and when it expires. */
export interface ClientCertificate {
  /** Of the DER encoding, in hex. */
  thumbprintSha256: string;
  /** PEM, PKCS #8. */
  privateKey: string;
  /** PEM, all certificates of the file; sent if Entra is to match subject name and issuer instead of the thumbprint. */
  x5c?: string;
  /** ISO time. */
  validUntil: string;
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads a PEM text that contains a private key and its certificate, optionally with the issuers' certificates, in any order: the
 * format of Azure's own `AZURE_CLIENT_CERTIFICATE_PATH`. Throws an error that says what to do and quotes nothing of the text.
 */
export function readClientCertificate(pem: string, { sendChain }: { sendChain: boolean }): ClientCertificate {
  const privateKey = readKey(pem);
  const all = pem.match(CERTIFICATES) ?? [];
  const own = all.map(readCertificate).find((certificate) => certificate.checkPrivateKey(privateKey));
  if (!own) {
    throw new Error(
      all.length === 0
        ? 'contains no certificate: put it into the same file as its private key'
        : 'contains no certificate that belongs to its private key',
    );
  }
  return {
    thumbprintSha256: own.fingerprint256.replaceAll(':', ''),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ...(sendChain && { x5c: all.join('\n') }),
    validUntil: new Date(own.validTo).toISOString(),
  };
}

function readKey(pem: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem))
    throw new Error('contains an encrypted private key; decrypt it with: openssl pkey');
  if (!/-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(pem))
    throw new Error('contains no private key: put it into the same PEM file as the certificate');
  const key = orThrow('contains a private key that cannot be read', () => createPrivateKey(pem));
  // MSAL signs with PS256, and Entra supports no other kind of key.
  if (key.asymmetricKeyType !== 'rsa')
    throw new Error(
      `contains a key of type ${key.asymmetricKeyType}; Entra accepts only assertions that are signed with RSA keys`,
    );
  return key;
}

function readCertificate(pem: string): X509Certificate {
  return orThrow('contains a certificate that cannot be read', () => new X509Certificate(pem));
}

function orThrow<T>(message: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(message, { cause });
  }
}
