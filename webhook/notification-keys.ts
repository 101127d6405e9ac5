import { createLocalJWKSet, errors, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** The keys could not be fetched: the token may be good, so the answer is 503, not 403. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('Cannot fetch the keys that sign notifications; is NOTIFICATION_OPENID_CONFIGURATION correct and reachable?', {
      cause,
    });
    this.name = 'KeysUnavailable';
  }
}

/** An unknown key id triggers a fetch, but not more often than this: a forger could make us fetch all the time. */
const REFETCH_AFTER_MS = 30_000;
/** While a document has given us no keys at all. */
const FIRST_RETRY_AFTER_MS = 1_000;
/** Microsoft's sample refreshes them every 2 hours (Graph §5.6). */
const FRESH_FOR_MS = 2 * 60 * 60_000;
/** For each of the two requests that a key set takes. */
const FETCH_TIMEOUT_MS = 1_500;

const metadataSchema = z.looseObject({ jwks_uri: z.url() });
const keySetSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * For jose: finds a token's key among the keys of all OpenID documents. Issuers and documents are configured separately, for the
 * issuer of notifications is not the prefix of its metadata's address (Graph §5.6). The keys are fetched right away, before the
 * first notification, whose answer window is short.
 * @param onFailure called for each fetch that fails, even if no token needed it
 * @throws {KeysUnavailable} when the key is unknown and not every document could be fetched
 */
export function createNotificationKeys(
  documents: readonly string[],
  onFailure: (failure: KeysUnavailable) => void = () => undefined,
): JWTVerifyGetKey {
  const sources = documents.map((document) => createSource(document, { onKeys: mergeKeys, onFailure }));
  let keys: JWK[] = [];
  let find = createLocalJWKSet({ keys });

  function mergeKeys(): void {
    keys = withoutDuplicates(sources.flatMap((source) => source.keys()));
    find = createLocalJWKSet({ keys });
  }
  const fetchAll = () => Promise.all(sources.map((source) => source.fetch()));
  const failure = () => sources.map((source) => source.failure()).find((found) => found !== undefined);

  void fetchAll();
  return async (header, token) => {
    const isKnown = keys.some(({ kid }) => kid === header.kid);
    if (!isKnown) await fetchAll();
    // The keys we have stay in use while they cannot be refreshed: an outage of Microsoft's must not cost a call.
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
  /** Fetches them, or waits for the fetch in flight; does nothing soon after the last try. Never rejects. */
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
    isStale: () => Date.now() - fetchedAt > FRESH_FOR_MS,
    failure: () => failure,
    fetch: async () => {
      if (!fetching && Date.now() - triedAt < (keys.length > 0 ? REFETCH_AFTER_MS : FIRST_RETRY_AFTER_MS)) return;
      fetching ??= fetchOnce();
      await fetching;
    },
  };
}

/** The keys that an OpenID document leads to, at least one. Rejects, naming the address, if one of the two requests fails. */
export async function fetchKeys(document: string): Promise<JWK[]> {
  const { jwks_uri: keysUri } = metadataSchema.parse(await fetchJson(document));
  const { keys } = keySetSchema.parse(await fetchJson(keysUri));
  // Accepted as a key set, an empty list would make good tokens fail.
  if (keys.length === 0) throw new Error(`${keysUri} lists no keys`);
  return keys;
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.json();
}

/** Documents of several clouds may list the same key, and jose refuses to choose between two. */
function withoutDuplicates(keys: readonly JWK[]): JWK[] {
  return [...new Map(keys.map((key) => [JSON.stringify([key.kid, key.n, key.e]), key])).values()];
}
