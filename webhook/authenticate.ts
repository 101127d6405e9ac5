import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { rememberTokens, type VerifiedToken } from './verified-tokens.ts';

/** Answered 403. `reason` is one of a few identifiers, ours or jose's, and no part of the token. */
export class NotificationTokenRejected extends Error {
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super(`A notification's token was rejected: ${reason}`, { cause });
    this.name = 'NotificationTokenRejected';
    this.reason = reason;
  }
}

/** @throws {NotificationTokenRejected} @throws {KeysUnavailable} */
export type Authenticate = (authorization: string | undefined) => Promise<VerifiedToken>;

/** .NET's default; Microsoft's samples set none of their own (Graph §5.6). */
const CLOCK_TOLERANCE_SECONDS = 5 * 60;

/** .NET renames the claim when it reads a token; either name may arrive (Graph §5.6). */
const TENANT_CLAIMS = ['tid', 'http://schemas.microsoft.com/identity/claims/tenantid'];

/** Verifies algorithm, signature, audience, times, issuer and tenant of a notification's token. @param audience the bot's app id */
export function createAuthenticate(keys: JWTVerifyGetKey, audience: string, issuers: readonly string[]): Authenticate {
  const accepted = issuers.map(withoutTrailingSlash);
  const tokens = rememberTokens(keys);
  return async (authorization) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) throw new NotificationTokenRejected('no_bearer_token');
    const known = await ofToken(() => tokens.find(token));
    if (known) return known;
    const { payload: claims, protectedHeader: header, key } = await ofToken(() => verify(token, keys, audience));
    // With a trailing slash in a field report, without one in the documentation (Graph §5.6).
    if (typeof claims.iss !== 'string' || !accepted.includes(withoutTrailingSlash(claims.iss)))
      throw new NotificationTokenRejected('issuer');
    const verified = { tenantId: tenantOf(claims) };
    const goodUntil = ((claims.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1_000;
    tokens.remember(token, { verified, header, key, goodUntil });
    return verified;
  };
}

function verify(token: string, keys: JWTVerifyGetKey, audience: string) {
  const clockTolerance = CLOCK_TOLERANCE_SECONDS;
  return jwtVerify(token, keys, { algorithms: ['RS256'], audience, clockTolerance, requiredClaims: ['exp', 'iss'] });
}

/** @throws {NotificationTokenRejected} for what jose has against the token */
async function ofToken<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new NotificationTokenRejected(reasonOf(error), error);
    throw error;
  }
}

/** Which claim it was, else jose's own code, such as `jws_signature_verification_failed`. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return REASONS[error.claim] ?? error.claim;
  return error.code.replace(/^ERR_/, '').toLowerCase();
}

const REASONS: Record<string, string> = { aud: 'audience', iss: 'issuer', exp: 'expired', nbf: 'not_yet_valid' };

function tenantOf(claims: JWTPayload): string {
  const tenantId = TENANT_CLAIMS.map((claim) => claims[claim]).find((value) => typeof value === 'string' && value !== '');
  if (typeof tenantId !== 'string') throw new NotificationTokenRejected('no_tenant');
  return tenantId;
}

function withoutTrailingSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}
