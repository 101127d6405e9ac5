import { createHash, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

/** How callers show that they may read payloads: one key for all, or a token of the issuer that Temporal's UI trusts. */
export interface Access {
  key: string | undefined;
  tokens: { issuer: string; audience: string; jwks: URL } | undefined;
}

export class NotAuthenticated extends Error {}

/** The issuer's keys cannot be had: the token may well be good. */
export class IssuerUnavailable extends Error {}

/** For the log: the token's `sub`, or that it was the key. @throws {NotAuthenticated} @throws {IssuerUnavailable} */
export type Authenticate = (authorization: string | undefined) => Promise<string>;

/** Of Microsoft, and of most others; none that is symmetric. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export function createCodecAuthenticate({ key, tokens }: Access): Authenticate {
  const keySet = tokens && createRemoteJWKSet(tokens.jwks);
  return async (authorization) => {
    const [, bearer] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (bearer === undefined) throw new NotAuthenticated('no bearer token');
    if (key !== undefined && isSame(bearer, key)) return 'CODEC_SERVER_KEY';
    if (!tokens || !keySet) throw new NotAuthenticated('not the key');
    try {
      const { issuer, audience } = tokens;
      const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp'], clockTolerance: '1m' };
      return (await jwtVerify(bearer, keySet, options)).payload.sub ?? 'a token without sub';
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC')
        throw new IssuerUnavailable('The keys of CODEC_SERVER_JWKS cannot be fetched', { cause: error });
      throw new NotAuthenticated(error.code);
    }
  };
}

/** Takes as long for a key that is nearly right. */
function isSame(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}
