/** An HTTP response of Graph, of whatever status. */
export interface GraphAnswer {
  status: number;
  /** Parsed JSON; undefined where there is none, or none that can be read: an empty 202, a proxy's page, a body cut short. */
  body: unknown;
  /** `Location`, of a created call or operation. */
  location?: string;
  /** `Retry-After` in ms. */
  retryAfter?: number;
  /** Graph's `request-id`, by which Microsoft finds the request. */
  requestId?: string;
  /** Our own id of the request, the only handle where Graph gives none. */
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

/** What cannot be decoded is no id: an error here would make a request that was processed look like one that was not. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** `id` of the body, where there is a readable one. */
export function idFromBody(answer: GraphAnswer): string | undefined {
  const { body } = answer;
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
