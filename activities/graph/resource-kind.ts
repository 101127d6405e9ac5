import { type JsonObject, odataType } from './json.ts';
import type { ResourcePath } from './resource-path.ts';

export type ResourceKind = 'call' | 'operation' | 'participant' | 'deltaParticipants';

/** `commsOperation` is how an invite's operation is typed in field reports; those of media (prompts, tones) tell us nothing. */
const KINDS: Record<string, ResourceKind> = {
  call: 'call',
  participant: 'participant',
  deltaparticipants: 'deltaParticipants',
  inviteparticipantsoperation: 'operation',
  commsoperation: 'operation',
};

/** By the data's type, the one dependable sign; by the path where there is none (reference §5.2). Undefined for what we have no use for. */
export function resourceKind(resource: JsonObject, path: ResourcePath): ResourceKind | undefined {
  const type = odataType(resource);
  if (type !== undefined) return KINDS[type];
  if (path.rest === '') return 'call';
  // `operations/participants` holds either (reference §5.2).
  if ('info' in resource) return 'participant';
  if (path.rest.startsWith('participants')) return Array.isArray(resource.participants) ? 'deltaParticipants' : 'participant';
  return path.rest.startsWith('operations') ? 'operation' : undefined;
}
