import { readFile } from 'node:fs/promises';
import type { Certificate } from '../graph-simulator/http/certificate.ts';
import type { CertificateFiles } from './test-environment.ts';

/** The texts of the certificate that this process and its children trust. */
export async function certificateOf({ ca, cert, key }: CertificateFiles): Promise<Certificate> {
  return { ca: await readFile(ca, 'utf8'), cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
}
