import { createLocalJWKSet, errors, type JWK, type JWTVerifyGetKey } from 'jose';
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
/** As long as a document has given us no keys at all. */
const TRY_AGAIN_AFTER = 1_000;
/** Microsoft's sample reads them again every 2 hours (reference §5.6). */
const FRESH_FOR = 2 * 60 * 60_000;
/** Each of the two requests for a set. */
const FETCH_WITHIN = 1_500;

const metadataSchema = z.looseObject({ jwks_uri: z.url() });
const keySetSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Finds the key of a token among those of all OpenID documents, united; for jose. Issuer and documents are configured apart, for
 * the issuer of the notifications is not the prefix of its metadata's address (reference §5.6). The keys are fetched at once, ahead
 * of the first notification, whose answer window is short.
 * @param onFailure is told of each fetch that fails, also of those that cost no token
 * @throws {KeysUnavailable} when the key is not known and not every document could be asked for it
 */
export function createNotificationKeys(
  documents: readonly string[],
  onFailure: (failure: KeysUnavailable) => void = () => undefined,
): JWTVerifyGetKey {
  const sources = documents.map((document) => createSource(document, { onKeys: unite, onFailure }));
  let keys: JWK[] = [];
  let find = createLocalJWKSet({ keys });

  function unite(): void {
    keys = withoutDoubles(sources.flatMap((source) => source.keys()));
    find = createLocalJWKSet({ keys });
  }
  const fetchAll = () => Promise.all(sources.map((source) => source.fetch()));
  const failure = () => sources.map((source) => source.failure()).find((found) => found !== undefined);

  void fetchAll();
  return async (header, token) => {
    const isKnown = keys.some(({ kid }) => kid === header.kid);
    if (!isKnown) await fetchAll();
    // Keys we have go on serving while they cannot be read again: an outage of Microsoft's must not cost a call.
    else if (sources.some((source) => source.isStale())) void fetchAll();
    try {
      return await find(header, token);
    } catch (error) {
      const why = error instanceof errors.JWKSNoMatchingKey ? failure() : undefined;
      throw why ?? error;
    }
  };
}

/** The keys of one OpenID document. */
interface Source {
  keys(): readonly JWK[];
  isStale(): boolean;
  /** Why the last fetch failed, if it did. */
  failure(): KeysUnavailable | undefined;
  /** Fetches them, unless that is under way or was tried just now. Never rejects. */
  fetch(): Promise<void>;
}

interface SourceEvents {
  onKeys: () => void;
  onFailure: (failure: KeysUnavailable) => void;
}

function createSource(document: string, { onKeys, onFailure }: SourceEvents): Source {
  let keys: readonly JWK[] = [];
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let failure: KeysUnavailable | undefined;
  let fetching: Promise<void> | undefined;
  const fetchOnce = async () => {
    try {
      keys = await fetchKeys(document);
      failure = undefined;
      fetchedAt = Date.now();
      onKeys();
    } catch (error) {
      failure = new KeysUnavailable(error);
      onFailure(failure);
    }
    triedAt = Date.now();
    fetching = undefined;
  };
  return {
    keys: () => keys,
    isStale: () => Date.now() - fetchedAt > FRESH_FOR,
    failure: () => failure,
    fetch: async () => {
      if (!fetching && Date.now() - triedAt < (keys.length > 0 ? REFETCH_AFTER : TRY_AGAIN_AFTER)) return;
      fetching ??= fetchOnce();
      await fetching;
    },
  };
}

/** The keys that an OpenID document leads to, at least one. Rejects, naming the address, where one of the two cannot be read. */
export async function fetchKeys(document: string): Promise<JWK[]> {
  const { jwks_uri: keysUri } = metadataSchema.parse(await fetchJson(document));
  const { keys } = keySetSchema.parse(await fetchJson(keysUri));
  // Nothing is signed with no key: taken for a set, it would have good tokens refused.
  if (keys.length === 0) throw new Error(`${keysUri} lists no keys`);
  return keys;
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_WITHIN) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.json();
}

/** Documents of several clouds may list the same key, and jose refuses to choose. */
function withoutDoubles(keys: readonly JWK[]): JWK[] {
  return [...new Map(keys.map((key) => [JSON.stringify([key.kid, key.n, key.e]), key])).values()];
}
