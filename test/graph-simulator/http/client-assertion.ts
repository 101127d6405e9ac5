import { createHash, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';

/** What Entra holds against an assertion: a code of Microsoft's AADSTS reference, and why. */
export interface AssertionFault {
  code: number;
  why: string;
}

export interface AssertionChecks {
  assertion: string;
  /** PEM, as registered for the app; absent: none is. */
  certificate?: string | undefined;
  clientId: string;
  tokenEndpoint: string;
}

/** Entra's own tolerance for the times of an assertion, in seconds. */
const CLOCK_TOLERANCE = 300;

/** Checks a client assertion (RFC 7523) as Entra does: by the registered certificate and no other. Undefined: nothing is wrong. */
export async function clientAssertionFault(checks: AssertionChecks): Promise<AssertionFault | undefined> {
  const { assertion, certificate, clientId, tokenEndpoint } = checks;
  const registered = certificate === undefined ? undefined : new X509Certificate(certificate);
  if (!registered || thumbprintOf(assertion) !== sha256(registered.raw)) {
    return { code: 700027, why: 'The certificate used to sign the client assertion is not registered on application.' };
  }
  try {
    const { payload } = await jwtVerify(assertion, registered.publicKey, {
      algorithms: ['PS256', 'RS256'],
      audience: tokenEndpoint,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['exp', 'iss', 'sub'],
    });
    if (payload.iss === clientId && payload.sub === clientId) return undefined;
    return { code: 700021, why: "Client assertion application identifier doesn't match 'client_id' parameter." };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): AssertionFault {
  if (error instanceof errors.JWTExpired) return { code: 700024, why: 'Client assertion is not within its valid time range.' };
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return { code: 700024, why: 'Client assertion is not within its valid time range.' };
    if (error.claim === 'aud') return { code: 700023, why: 'Client assertion audience claim does not match Realm issuer.' };
    return { code: 700021, why: `Client assertion lacks a good ${error.claim}.` };
  }
  return { code: 700027, why: 'Client assertion failed signature validation.' };
}

function thumbprintOf(assertion: string): unknown {
  try {
    return decodeProtectedHeader(assertion)['x5t#S256'];
  } catch {
    return undefined;
  }
}

function sha256(der: Buffer): string {
  return createHash('sha256').update(der).digest('base64url');
}
