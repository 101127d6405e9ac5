/** An HTTP response of Graph, of whatever status. */
export interface GraphAnswer {
  status: number;
  /** Parsed JSON; undefined if there is none, or none that can be parsed: an empty 202, a proxy's page, a truncated body. */
  body: unknown;
  /** `Location`, of a created call or operation. */
  location?: string;
  /** `Retry-After` in ms. */
  retryAfter?: number;
  /** Graph's `request-id`, by which Microsoft finds the request. */
  requestId?: string;
  /** Our own id of the request, the only one if Graph gives none. */
  clientRequestId?: string;
}

export function succeeded(answer: GraphAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** Last segment of `Location`: the id of what was created. */
export function idFromLocation(answer: GraphAnswer): string | undefined {
  const path = answer.location?.split(/[?#]/)[0];
  const last = path?.split('/').findLast((segment) => segment !== '');
  return last === undefined ? undefined : decoded(last);
}

/** What cannot be decoded is not an id: an error here would make a request that was processed look like one that was not. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** `id` of the body, if there is a readable one. */
export function idFromBody(answer: GraphAnswer): string | undefined {
  const { body } = answer;
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/**
 * Milliseconds to wait, from a `Retry-After` header: seconds, possibly fractional (`2.128` in Microsoft's own sample,
 * Graph §8), or an HTTP date. Undefined for anything else, and for what is not in the future: then the retry policy's interval applies.
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : undefined;
}
