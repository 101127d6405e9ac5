/** A token with its times, in ms since the epoch by our clock. */
export interface CachedToken {
  accessToken: string;
  expiresAt: number;
  /** When to renew it, though it is still valid. */
  renewAt: number;
}

/** A token that expires sooner than this may have expired when Graph reads it: the longest of our requests. */
const EXPIRY_MARGIN_MS = 10_000;

/** Between two early renewals of one token: during an outage of Entra's, not every request of ours should try one. */
const RETRY_RENEWAL_AFTER_MS = 30_000;

/** A tenant's token is renewed unasked for so long after its last use: within it a quiet bot's callers do not wait for Entra. */
const RENEWED_UNASKED_FOR_MS = 24 * 3_600_000;

/**
 * Caches the token of one tenant. A valid token is used whatever became of an early renewal: MSAL's own cache awaits that renewal
 * and throws its error instead. Only one request is in flight at a time, and everybody who needs its token waits for it.
 * @param request gets a token from Entra; its errors are thrown to everybody who waits for it
 * @returns a valid token; with `fresh`, one requested after Graph refused the cached one
 */
export function cacheToken(request: () => Promise<CachedToken>): (fresh: boolean) => Promise<string> {
  let cached: CachedToken | undefined;
  let pending: Promise<string> | undefined;
  let usedAt = 0;
  let renewal: NodeJS.Timeout | undefined;

  async function renew(): Promise<string> {
    cached = await request();
    renewUnasked(cached);
    return cached.accessToken;
  }

  /** Where it fails, the next request tries again. */
  function renewUnasked({ renewAt }: CachedToken): void {
    clearTimeout(renewal);
    const due = renewAt - Date.now();
    if (due <= 0) return;
    renewal = setTimeout(() => {
      if (Date.now() - usedAt < RENEWED_UNASKED_FOR_MS) renewed().catch(() => {});
    }, due).unref();
  }

  function renewed(): Promise<string> {
    pending ??= renew().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return async (fresh) => {
    const now = Date.now();
    usedAt = now;
    if (fresh || !cached || cached.expiresAt - EXPIRY_MARGIN_MS <= now) return renewed();
    if (cached.renewAt <= now) {
      cached.renewAt = now + RETRY_RENEWAL_AFTER_MS;
      // Nobody needs it yet. An error that persists is thrown to the first request that does.
      renewed().catch(() => {});
    }
    return cached.accessToken;
  };
}
