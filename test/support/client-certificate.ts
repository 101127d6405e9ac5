import { exportPKCS8, exportSPKI } from 'jose';
import { generate } from 'selfsigned';
import { type RsaKeyNumber, rsaKeyPair } from '../graph-simulator/http/rsa-key-pair.ts';

/** A certificate as an app registers it with Entra: PEM texts. `both` is the file of `AZURE_CLIENT_CERTIFICATE_PATH`. */
export interface AppCertificate {
  cert: string;
  key: string;
  both: string;
}

/** @param number of its key: who needs certificates of different keys asks for different numbers */
export async function makeAppCertificate(name = 'call-escalation', number: RsaKeyNumber = 0): Promise<AppCertificate> {
  const pair = await rsaKeyPair(number);
  const keyPair = { privateKey: await exportPKCS8(pair.privateKey), publicKey: await exportSPKI(pair.publicKey) };
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], { keyPair, algorithm: 'sha256' });
  return { cert, key, both: `${key}\n${cert}` };
}
