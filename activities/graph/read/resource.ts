import { isId } from '../../../workflows/contract/call-id.ts';
import { type JsonObject, odataType } from './json.ts';

/** Which resource of which call a notification is about. */
export interface ResourcePath {
  /** As Graph wrote it. */
  callId: string;
  /** What follows the call id, lower case, without slashes at its ends: `''`, `participants`, `operations/…`. */
  rest: string;
  /** Last segment, as Graph wrote it: the id of an operation or participant. */
  last: string;
}

/** Both prefixes, absolute or not (Graph §5.2). */
const PATTERN = /^(?:https?:\/\/[^/]+)?(?:\/(?:v1\.0|beta))?\/(?:app|communications)\/calls\/([^/?#]+)(\/[^?#]*)?/i;

/** Undefined for what is not the path of a call or of something below it. */
export function readResourcePath(path: string): ResourcePath | undefined {
  const [, callId, tail = ''] = PATTERN.exec(path) ?? [];
  if (callId === undefined || !isId(callId)) return undefined;
  const rest = tail.replace(/^\/+|\/+$/g, '');
  return { callId, rest: rest.toLowerCase(), last: rest.split('/').at(-1) ?? '' };
}

export type ResourceKind = 'call' | 'operation' | 'participant' | 'deltaParticipants';

/** In field reports an invite's operation is a `commsOperation`; operations of media (prompts, tones) are of no interest. */
const KINDS: Record<string, ResourceKind> = {
  call: 'call',
  participant: 'participant',
  deltaparticipants: 'deltaParticipants',
  inviteparticipantsoperation: 'operation',
  commsoperation: 'operation',
};

/** By the data's type, the only reliable sign; by the path if there is no type (Graph §5.2). Undefined for what we do not need. */
export function resourceKind(resource: JsonObject, path: ResourcePath): ResourceKind | undefined {
  const type = odataType(resource);
  if (type !== undefined) return KINDS[type];
  if (path.rest === '') return 'call';
  // `operations/participants` contains either (Graph §5.2).
  if ('info' in resource) return 'participant';
  if (path.rest.startsWith('participants')) return Array.isArray(resource.participants) ? 'deltaParticipants' : 'participant';
  return path.rest.startsWith('operations') ? 'operation' : undefined;
}
