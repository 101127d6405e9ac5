import { isId } from '../../workflows/contract/call-id.ts';

/** Which resource of which call a notification speaks of. */
export interface ResourcePath {
  /** As written. */
  callId: string;
  /** What follows the call id, lower case, without slashes at its ends: `''`, `participants`, `operations/…`. */
  rest: string;
  /** Last segment, as written: the id of an operation or participant. */
  last: string;
}

/** Both prefixes, absolute or not (reference §5.2). */
const PATTERN = /^(?:https?:\/\/[^/]+)?(?:\/(?:v1\.0|beta))?\/(?:app|communications)\/calls\/([^/?#]+)(\/[^?#]*)?/i;

/** Undefined for what is not a path of a call or of something of a call. */
export function readResourcePath(path: string): ResourcePath | undefined {
  const [, callId, tail = ''] = PATTERN.exec(path) ?? [];
  if (callId === undefined || !isId(callId)) return undefined;
  const rest = tail.replace(/^\/+|\/+$/g, '');
  return { callId, rest: rest.toLowerCase(), last: rest.split('/').at(-1) ?? '' };
}
