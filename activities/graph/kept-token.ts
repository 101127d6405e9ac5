/** A token with its times, in ms since 1970 by our clock. */
export interface KeptToken {
  accessToken: string;
  expiresAt: number;
  /** From when on it is to be renewed, though it is still good. */
  renewAt: number;
}

/** A token that lasts no longer than this may have expired when Graph reads it: the longest of our requests. */
const EXPIRY_MARGIN_MS = 10_000;

/** Between two early renewals of one token; an outage of Entra's is no reason to ask it with each request of ours. */
const RENEW_AGAIN_AFTER_MS = 30_000;

/**
 * Keeps the token of one tenant. One that is valid is used, whatever became of an early renewal: MSAL's own cache awaits that
 * renewal and throws its error instead. One request is under way at a time, and whoever needs its token waits for it.
 * @param request asks Entra; what it throws is thrown to all who wait for it
 * @returns a valid token; with `fresh` one that was asked for after Graph refused the kept one
 */
export function keepToken(request: () => Promise<KeptToken>): (fresh: boolean) => Promise<string> {
  let kept: KeptToken | undefined;
  let underWay: Promise<string> | undefined;

  async function renew(): Promise<string> {
    kept = await request();
    return kept.accessToken;
  }

  function renewed(): Promise<string> {
    underWay ??= renew().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return async (fresh) => {
    const now = Date.now();
    if (fresh || !kept || kept.expiresAt - EXPIRY_MARGIN_MS <= now) return renewed();
    if (kept.renewAt <= now) {
      kept.renewAt = now + RENEW_AGAIN_AFTER_MS;
      // Nobody needs it yet. If the cause lasts, it is thrown to the first request that does.
      renewed().catch(() => {});
    }
    return kept.accessToken;
  };
}
