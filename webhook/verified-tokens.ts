import type { JWTHeaderParameters, JWTVerifyGetKey } from 'jose';

export interface VerifiedToken {
  /** The token's `tid`: tenant of the call. */
  tenantId: string;
}

/** A token whose signature and claims were verified, and what it depends on. */
export interface Verification {
  verified: VerifiedToken;
  header: JWTHeaderParameters;
  /** As the key set gave it. */
  key: unknown;
  /** ms since the epoch. */
  goodUntil: number;
}

export interface VerifiedTokens {
  /** What the token was found to be, if it still is that. @throws what the key set throws */
  find(token: string): Promise<VerifiedToken | undefined>;
  remember(token: string, verification: Verification): void;
}

/** One tenant's calls may all bear the same token; beyond this many, the oldest is verified again. */
const MOST = 1_000;

/**
 * Remembers tokens that were verified: the signature is most of what a notification costs, and one token may come with many. It is
 * good until it expires, and only as long as the key set has the key that signed it: a key that is withdrawn, or that has been
 * fetched anew, is asked again.
 */
export function rememberTokens(keys: JWTVerifyGetKey): VerifiedTokens {
  const known = new Map<string, Verification>();
  return {
    async find(token) {
      const found = known.get(token);
      if (!found) return undefined;
      const isGood = found.goodUntil > Date.now() && (await keys(found.header, UNSIGNED)) === found.key;
      if (isGood) return found.verified;
      known.delete(token);
      return undefined;
    },
    remember(token, verification) {
      const [oldest] = known.keys();
      if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
      known.set(token, verification);
    },
  };
}

/** The key is found by the header alone. */
const UNSIGNED = { payload: '', signature: '' };
