import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, jwtVerify, SignJWT } from 'jose';
import type { Asker } from '../model/requests.ts';
import { type RsaKeyNumber, rsaKeyPair } from './rsa-key-pair.ts';

/** Lifetime in seconds, as in the example of Microsoft's callback token (Graph §5.6). */
const CALLBACK_LIFETIME = 3_900;
const ACCESS_LIFETIME = 3_599;

/** What a test may want otherwise in a callback token; `exp` and `nbf` in seconds since 1970. */
export interface CallbackClaims {
  iss?: string;
  aud?: string;
  /** null: none. */
  tid?: string | null;
  exp?: number;
  nbf?: number;
  [claim: string]: unknown;
}

/** Signs the tokens of Microsoft's callbacks, and publishes the keys. */
export interface CallbackIssuer {
  sign(claims: CallbackClaims, options?: { unpublished?: boolean }): Promise<string>;
  keys(): object[];
  /** A new key signs from now on; the old one is not published any more. */
  rotateKeys(): Promise<void>;
}

export async function createCallbackIssuer(applicationId: string, issuer: string): Promise<CallbackIssuer> {
  let number: RsaKeyNumber = 0;
  let published = await newKey(number);
  let unpublished: ReturnType<typeof newKey> | undefined;
  return {
    sign: async ({ tid = randomUUID(), ...claims }, options = {}) => {
      if (options.unpublished) unpublished ??= newKey(OTHER_KEY[number]);
      const { kid, privateKey } = (options.unpublished && (await unpublished)) || published;
      const now = Math.floor(Date.now() / 1_000);
      const times = { iat: now, nbf: now, exp: now + CALLBACK_LIFETIME };
      return new SignJWT({ iss: issuer, aud: applicationId, ...times, ...(tid !== null && { tid }), ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign(privateKey);
    },
    keys: () => [published.jwk],
    rotateKeys: async () => {
      number = OTHER_KEY[number];
      published = await newKey(number);
    },
  };
}

/** What follows a key, and what is not published beside it: looked up by its id, a key is another one under a new id. */
const OTHER_KEY = { 0: 1, 1: 0 } as const satisfies Record<RsaKeyNumber, RsaKeyNumber>;

async function newKey(number: RsaKeyNumber) {
  const kid = randomUUID();
  const { publicKey, privateKey } = await rsaKeyPair(number);
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}

/** Entra's access tokens for the call API. */
export interface AccessTokens {
  issue(tenantId: string, roles: string[]): Promise<{ token: string; expiresIn: number }>;
  /** Undefined: not one of ours, or out of date. */
  read(token: string): Promise<Asker | undefined>;
}

export function createAccessTokens(audience: () => string): AccessTokens {
  const secret = randomBytes(32);
  return {
    issue: async (tid, roles) => {
      const claims = new SignJWT({ tid, roles }).setProtectedHeader({ alg: 'HS256' }).setJti(randomUUID());
      const token = await claims.setAudience(audience()).setExpirationTime(`${ACCESS_LIFETIME} s`).sign(secret);
      return { token, expiresIn: ACCESS_LIFETIME };
    },
    read: async (token) => {
      const verified = await jwtVerify(token, secret, { audience: audience(), algorithms: ['HS256'] }).catch(() => undefined);
      const { tid, roles } = verified?.payload ?? {};
      if (typeof tid !== 'string' || !Array.isArray(roles)) return undefined;
      return { tenantId: tid, roles: roles.filter((role) => typeof role === 'string') };
    },
  };
}
