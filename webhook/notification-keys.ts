import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** The keys could not be fetched: says nothing of the token, so it is answered 503, not 403. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('The keys of the notifications cannot be fetched; is NOTIFICATION_OPENID_CONFIGURATION right and reachable?', {
      cause,
    });
    this.name = 'KeysUnavailable';
  }
}

/** An unknown key id makes the keys be fetched again, but not more often: a forger would have us ask all the time. */
const REFETCH_AFTER = 30_000;
const FETCH_WITHIN = 1_500;
const METADATA_VALID_FOR = 24 * 60 * 60_000;

const metadataSchema = z.looseObject({ jwks_uri: z.url() });

/**
 * Finds the key of a token among those of all OpenID documents. Issuer and documents are configured apart, for the issuer of the
 * notifications is not the prefix of its metadata's address (reference §5.6).
 * @throws {KeysUnavailable}
 */
export function createNotificationKeys(documents: readonly string[]): JWTVerifyGetKey {
  const sets = documents.map(createKeySet);
  return async (header, token) => {
    let unavailable: unknown;
    for (const set of sets) {
      try {
        return await (await set())(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) unavailable = error;
      }
    }
    throw unavailable === undefined ? new errors.JWKSNoMatchingKey() : new KeysUnavailable(unavailable);
  };
}

/** The keys of one document; the document itself is read again each day, and after each failure. */
function createKeySet(document: string): () => Promise<JWTVerifyGetKey> {
  let known: { keys: Promise<JWTVerifyGetKey>; readAt: number } | undefined;
  return () => {
    if (!known || Date.now() - known.readAt > METADATA_VALID_FOR) {
      const reading = { keys: readKeySet(document), readAt: Date.now() };
      known = reading;
      reading.keys.catch(() => {
        if (known === reading) known = undefined;
      });
    }
    return known.keys;
  };
}

async function readKeySet(document: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(document, { signal: AbortSignal.timeout(FETCH_WITHIN) });
  if (!response.ok) throw new Error(`${document} answered ${response.status}`);
  const { jwks_uri: keysUri } = metadataSchema.parse(await response.json());
  return createRemoteJWKSet(new URL(keysUri), { cooldownDuration: REFETCH_AFTER, timeoutDuration: FETCH_WITHIN });
}
