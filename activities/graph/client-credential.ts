import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** How the app proves to Entra who it is. */
export type ClientCredential = { clientSecret: string } | { clientCertificate: ClientCertificate };

/** As MSAL takes it, and when it ends. */
export interface ClientCertificate {
  /** Hex, of the DER form. */
  thumbprintSha256: string;
  /** PEM, PKCS #8. */
  privateKey: string;
  /** PEM, the file's certificates; sent along where Entra is to judge by subject name and issuer instead of by thumbprint. */
  x5c?: string;
  /** ISO time. */
  validUntil: string;
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads a PEM text that holds a private key and its certificate, perhaps with the issuers' certificates, in any order: the form
 * of Azure's own `AZURE_CLIENT_CERTIFICATE_PATH`. Throws an error that says what to do, without any of the text.
 */
export function readClientCertificate(pem: string, { sendChain }: { sendChain: boolean }): ClientCertificate {
  const privateKey = readKey(pem);
  const all = pem.match(CERTIFICATES) ?? [];
  const own = all.map(readCertificate).find((certificate) => certificate.checkPrivateKey(privateKey));
  if (!own) {
    throw new Error(
      all.length === 0
        ? 'holds no certificate: put it into the same file as its private key'
        : 'holds no certificate that belongs to its private key',
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
    throw new Error('holds an encrypted private key; decrypt it with: openssl pkey');
  if (!/-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(pem))
    throw new Error('holds no private key: put it into the same PEM file as the certificate');
  const key = attempt('holds a private key that cannot be read', () => createPrivateKey(pem));
  // MSAL signs with PS256, and Entra knows no other kind of key.
  if (key.asymmetricKeyType !== 'rsa')
    throw new Error(`holds a key of type ${key.asymmetricKeyType}; Entra takes assertions signed with RSA keys only`);
  return key;
}

function readCertificate(pem: string): X509Certificate {
  return attempt('holds a certificate that cannot be read', () => new X509Certificate(pem));
}

function attempt<T>(fault: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(fault, { cause });
  }
}
