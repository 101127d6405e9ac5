import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll } from 'vitest';
import { type RsaKeyNumber, rsaKeyPair } from '../graph-simulator/http/rsa-key-pair.ts';
import { portOf } from './port-of.ts';

export const APP_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const ISSUER = 'https://api.botframework.com';

/** Microsoft's side of a notification's token: an OpenID document and its keys over real HTTP, and tokens signed with them. */
export interface Microsoft {
  /** URL of the OpenID document. */
  document: string;
  /** How often the keys were read. */
  reads: () => number;
  /** What it answers; anything else answers 500. */
  state: { document: 'up' | 'down' | 'without keys'; keys: 'up' | 'down' | 'none' };
  /** From now on tokens are signed with a new key, which the key set then holds, too. */
  rotate(): Promise<void>;
  /** `Authorization` header. `claims` over those of a good token; undefined leaves one out. */
  bearer(claims?: JWTPayload, kid?: string): Promise<string>;
}

interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  jwk: object;
}

/** With which keys each signs, one after the other. */
const KEYS = { key: [0, 1], other: [1] } as const satisfies Record<string, RsaKeyNumber[]>;
/** Not the key of one who has not rotated it. */
export const FORGERS_KEY: RsaKeyNumber = 1;

export async function startMicrosoft(name: keyof typeof KEYS = 'key'): Promise<Microsoft> {
  let reads = 0;
  const state: Microsoft['state'] = { document: 'up', keys: 'up' };
  const keys: [SigningKey, ...SigningKey[]] = [await makeKey(`${name}-1`, KEYS[name][0])];
  const server = createServer((request, response) => {
    const isDocument = request.url === '/.well-known/OpenIdConfiguration';
    if (!isDocument) reads++;
    if ((isDocument ? state.document : state.keys) === 'down') return response.writeHead(500).end();
    const document =
      state.document === 'without keys' ? {} : { issuer: 'https://elsewhere.example.com', jwks_uri: `${base}/keys` };
    return response.end(
      JSON.stringify(isDocument ? document : { keys: state.keys === 'none' ? [] : keys.map(({ jwk }) => jwk) }),
    );
  });
  const base = `http://127.0.0.1:${await portOf(server)}`;
  afterAll(() => void server.close());
  return {
    document: `${base}/.well-known/OpenIdConfiguration`,
    reads: () => reads,
    state,
    async rotate() {
      const number = KEYS[name][keys.length];
      if (number === undefined) throw new Error(`${name} has no more keys: give it one`);
      keys.unshift(await makeKey(`${name}-${keys.length + 1}`, number));
    },
    async bearer(claims = {}, kid = keys[0].kid) {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: ISSUER, aud: APP_ID, tid: TENANT, nbf: now, exp: now + 3_900, ...claims };
      return `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(keys[0].privateKey)}`;
    },
  };
}

async function makeKey(kid: string, number: RsaKeyNumber): Promise<SigningKey> {
  const { publicKey, privateKey } = await rsaKeyPair(number);
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}
