import { decodeJwt } from 'jose';
import type { ClientCertificate } from '../../../activities/graph/client/client-certificate.ts';
import { type ClientCredential, type Proof, readProof } from '../../../activities/graph/client/client-credential.ts';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { type Attempted, attempt, check } from '../check.ts';
import { bad, good, type Line, note } from '../line.ts';

const DAY_MS = 24 * 60 * 60_000;
const SOON_MS = 14 * DAY_MS;

export interface CredentialSeen {
  kind: ClientCredential['kind'];
  proof: Attempted<Proof>;
  now: number;
}

/** Can the app's credential be read, and how long does it remain valid, if it says so? */
export const credential = check(
  'credential',
  async ({ worker, now }): Promise<CredentialSeen> => {
    const { credential: given, authorityHost } = worker.activities;
    return { kind: given.kind, proof: await attempt(() => readProof(given, authorityHost)), now: now() };
  },
  judgeCredential,
);

/** What must be put right where there is no proof. */
const TO_READ: Record<ClientCredential['kind'], string> = {
  secret: 'set AZURE_CLIENT_SECRET',
  secretFile: 'check the file that AZURE_CLIENT_SECRET_FILE names',
  certificate: 'check the file that AZURE_CLIENT_CERTIFICATE_PATH names',
  federatedToken: 'check the file that AZURE_FEDERATED_TOKEN_FILE names: the platform writes it',
  managedIdentity:
    'assign the identity of MANAGED_IDENTITY_CLIENT_ID to this machine, pod or app, and let it reach its metadata service',
};

export function judgeCredential({ kind, proof, now }: CredentialSeen): Line[] {
  if ('failed' in proof) return [bad(`there is no credential: ${messageWithCauses(proof.failed)}`, TO_READ[kind])];
  const { found } = proof;
  if ('clientCertificate' in found) return [judgeCertificate(found.clientCertificate, now)];
  if ('clientAssertion' in found) return judgeAssertion(kind, found.clientAssertion, now);
  const taken = kind === 'secretFile' ? ', read at each token request' : '';
  return [note(`a client secret${taken}; only the app registration shows when it expires`)];
}

function judgeCertificate({ validUntil }: ClientCertificate, now: number): Line {
  const left = Date.parse(validUntil) - now;
  const renew =
    'make a new one, upload it to the app registration, and put it in the place of the file of AZURE_CLIENT_CERTIFICATE_PATH; the worker takes it by itself';
  if (left <= 0) return bad(`the certificate expired on ${validUntil}`, renew);
  const until = `a certificate, valid until ${validUntil}`;
  return left < SOON_MS ? bad(`${until}: ${Math.floor(left / DAY_MS)} days`, renew) : good(until);
}

/** Its issuer and subject are what the app registration must name, letter by letter. */
function judgeAssertion(kind: ClientCredential['kind'], assertion: string, now: number): Line[] {
  try {
    const { iss, sub, aud, exp = 0 } = decodeJwt(assertion);
    const until = new Date(exp * 1000).toISOString();
    if (exp * 1000 <= now) return [bad(`the federated token expired on ${until}`, TO_READ[kind])];
    return [good(`a federated token until ${until}: issuer ${iss}, subject ${sub}, audience ${String(aud)}`)];
  } catch {
    return [bad('the federated token is not a JWT', TO_READ[kind])];
  }
}
