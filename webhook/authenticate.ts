import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

export interface Authentic {
  /** The token's `tid`: tenant of the call. */
  tenantId: string;
}

/** The token proves nothing; answered 403. `reason` is a jose code or our own word: no part of the token. */
export class TokenRefused extends Error {
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super(`The token of a notification was refused: ${reason}`, { cause });
    this.name = 'TokenRefused';
    this.reason = reason;
  }
}

export type Authenticate = (authorization: string | undefined) => Promise<Authentic>;

/** .NET's default; Microsoft's samples set none of their own (reference §5.6). */
const CLOCK_TOLERANCE = '5 minutes';

/** .NET maps the claim's name on its way in; either may arrive (reference §5.6). */
const TENANT_CLAIMS = ['tid', 'http://schemas.microsoft.com/identity/claims/tenantid'];

/** Checks signature, issuer, audience, times and tenant of a notification's token. @throws {TokenRefused} @throws {KeysUnavailable} */
export function createAuthenticate(keys: JWTVerifyGetKey, audience: string, issuers: readonly string[]): Authenticate {
  const accepted = issuers.map(withoutSlash);
  return async (authorization) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) throw new TokenRefused('no bearer token');
    const claims = await verify(token, keys, audience);
    if (typeof claims.iss !== 'string' || !accepted.includes(withoutSlash(claims.iss))) throw new TokenRefused('another issuer');
    const tenantId = TENANT_CLAIMS.map((claim) => claims[claim]).find((value) => typeof value === 'string' && value !== '');
    if (typeof tenantId !== 'string') throw new TokenRefused('no tid claim');
    return { tenantId };
  };
}

async function verify(token: string, keys: JWTVerifyGetKey, audience: string): Promise<JWTPayload> {
  try {
    const options = { algorithms: ['RS256'], audience, clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['exp', 'iss'] };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new TokenRefused(error.code, error);
    throw error;
  }
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}
