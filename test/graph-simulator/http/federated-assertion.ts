import { createPublicKey } from 'node:crypto';
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { AssertionFault } from './client-assertion.ts';

/** As an app registration has it under "Federated credentials", with the issuer's key, which Entra fetches from the issuer. */
export interface FederatedCredential {
  issuer: string;
  subject: string;
  /** PEM. */
  publicKey: string;
}

/** The only one that Entra recommends, and the default of the portal. */
const AUDIENCE = 'api://AzureADTokenExchange';

/** Whether somebody else than the app has issued it. */
export function isFederated(assertion: string, clientId: string): boolean {
  try {
    return decodeJwt(assertion).iss !== clientId;
  } catch {
    return false;
  }
}

/** Checks the token of another issuer as Entra does: issuer, then subject and audience, letter by letter. */
export async function federatedAssertionFault(
  assertion: string,
  trusted: FederatedCredential | undefined,
): Promise<AssertionFault | undefined> {
  const { iss, sub, aud } = decodeJwt(assertion);
  const unmatched = (what: string, said: unknown) =>
    `No matching federated identity record found for presented assertion ${what} '${String(said)}'.`;
  if (!trusted || iss !== trusted.issuer) return { code: 700211, why: unmatched('issuer', iss) };
  if (sub !== trusted.subject) return { code: 700213, why: unmatched('subject', sub) };
  if (aud !== AUDIENCE) return { code: 700212, why: unmatched('audience', aud) };
  try {
    await jwtVerify(assertion, createPublicKey(trusted.publicKey), { algorithms: ['RS256'], clockTolerance: 300 });
    return undefined;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { code: 700024, why: 'Client assertion is not within its valid time range.' };
    return { code: 700027, why: 'Client assertion failed signature validation.' };
  }
}
