import { generate } from 'selfsigned';

interface Texts {
  cert: string;
  key: string;
}

export interface Certificates {
  /** Of the root, which clients trust. */
  root: string;
  /** A server's certificate and, behind it, that of the intermediate which has signed it. */
  complete: Texts;
  /** Without the intermediate's. */
  incomplete: Texts;
  /** Signed by the root, but ended. */
  ended: Texts;
  /** Signed by the root, but for another host. */
  elsewhere: Texts;
  selfSigned: Texts;
}

const ALGORITHM = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
const CA = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
] as const;

/** A public CA in small, and what can be wrong with a server's certificate. */
export async function makeCertificates(): Promise<Certificates> {
  const root = await authority('Root');
  const intermediate = await authority('Intermediate', root);
  const leaf = await server({ by: intermediate });
  return {
    root: root.cert,
    complete: { ...leaf, cert: `${leaf.cert}\n${intermediate.cert}` },
    incomplete: leaf,
    ended: await server({ by: root, ended: true }),
    elsewhere: await server({ by: root, host: 'elsewhere.example.com' }),
    selfSigned: await server({}),
  };
}

async function authority(name: string, by?: Texts): Promise<Texts> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...ALGORITHM,
    ...(by && { ca: by }),
    extensions: [...CA],
  });
  return { cert, key };
}

async function server({ by, host = 'localhost', ended = false }: { by?: Texts; host?: string; ended?: boolean }): Promise<Texts> {
  const day = (count: number) => new Date(Date.now() + count * 24 * 60 * 60_000);
  const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
    ...ALGORITHM,
    ...(by && { ca: by }),
    ...(ended && { notBeforeDate: day(-10), notAfterDate: day(-1) }),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
  return { cert, key };
}
