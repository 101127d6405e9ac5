import { generate } from 'selfsigned';

/** A certificate as an app registers it with Entra: PEM texts. `both` is the file of `AZURE_CLIENT_CERTIFICATE_PATH`. */
export interface AppCertificate {
  cert: string;
  key: string;
  both: string;
}

export async function makeAppCertificate(name = 'call-escalation'): Promise<AppCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], { keySize: 2048, algorithm: 'sha256' });
  return { cert, key, both: `${key}\n${cert}` };
}
