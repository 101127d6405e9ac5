import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { readClientCertificate } from '../../../../activities/graph/client/client-certificate.ts';
import { type AppCertificate, makeAppCertificate } from '../../../support/client-certificate.ts';

let own: AppCertificate;
let other: AppCertificate;
beforeAll(async () => {
  own = await makeAppCertificate('own');
  other = await makeAppCertificate('other', 1);
});

const read = (pem: string, sendChain = false) => readClientCertificate(pem, { sendChain });

it("finds the key's own certificate, wherever it stands in the file", () => {
  const { fingerprint256, validTo } = new X509Certificate(own.cert);
  const orders = [own.both, `${own.cert}\n${own.key}`, `${other.cert}\n${own.cert}\n${own.key}`];
  for (const pem of orders) {
    const { thumbprintSha256, privateKey, x5c, validUntil } = read(pem);
    expect(thumbprintSha256).toBe(fingerprint256.replaceAll(':', ''));
    expect(privateKey).toContain('-----BEGIN PRIVATE KEY-----');
    expect(x5c).toBeUndefined();
    expect(validUntil).toBe(new Date(validTo).toISOString());
  }
});

it('sends the certificates along where that is wanted', () => {
  expect(read(`${own.both}\n${other.cert}`, true).x5c?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
});

it('says what is wrong with the file, and shows nothing of it', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const encrypted = createPrivateKey(own.key)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush' })
    .toString();
  const faults: [string, RegExp][] = [
    ['', /contains no private key/],
    [own.cert, /contains no private key/],
    [own.key, /contains no certificate: /],
    [`${own.key}\n${other.cert}`, /no certificate that belongs to its private key/],
    [`${encrypted}\n${own.cert}`, /encrypted private key; decrypt it with: openssl pkey/],
    [`${ec}\n${own.cert}`, /key of type ec/],
    [own.both.replace(/BEGIN PRIVATE KEY-----\n.{60}/, 'BEGIN PRIVATE KEY-----\n'), /cannot be read/],
  ];
  for (const [pem, fault] of faults) expect(() => read(pem), String(fault)).toThrow(fault);
});
