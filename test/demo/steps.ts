import { z } from 'zod';
import { OTHER_SERVICE } from '../support/other-service.ts';
import type {
  RecordedLeg,
  RecordedNotification,
  RecordedRequest,
  SimulatorRecord,
} from '../graph-simulator/request-pipeline/record.ts';

/** One thing that happened, as the demo prints it. */
export interface Step {
  /** ISO time. */
  at: string;
  /** Seen by Microsoft's side: the first three. Told by an example: what another service and the worker say to each other, and what people do by themselves. */
  from: 'Graph' | 'worker' | 'service' | 'request' | 'result' | 'people';
  text: string;
  /** HTTP status of the reply, or what came instead; empty where there is none. */
  reply: string;
}

/** No reply: still under way. */
type Seen = Omit<Step, 'reply'> & { reply?: string };

/**
 * What has happened so far, in order, up to the first thing that is still under way: so that nothing is told before what
 * came before it. Tokens are left out: they are not the story.
 * @param waitedFor what is under way since before (ms) is told as it is
 * @param told what Microsoft's side does not see
 */
export function stepsOf(record: SimulatorRecord, waitedFor = 0, told: readonly Step[] = []): Step[] {
  const requests = record.requests.filter(({ kind }) => kind !== 'token').map((one) => requestStep(one, kindOf(record, one)));
  const notifications = record.notifications.map((one) => notificationStep(one, kindOf(record, one)));
  const steps: Seen[] = [...requests, ...notifications, ...told].toSorted((a, b) => a.at.localeCompare(b.at));
  const underway = steps.findIndex(({ at, reply }) => reply === undefined && Date.parse(at) > waitedFor);
  return (underway === -1 ? steps : steps.slice(0, underway)).map((step) => ({ ...step, reply: step.reply ?? 'no reply yet' }));
}

function requestStep(request: RecordedRequest, legKind: RecordedLeg['kind'] | undefined): Seen {
  const { at, kind, callId, headers, reply, lost } = request;
  const from = headers['user-agent'] === OTHER_SERVICE ? 'service' : 'worker';
  const text = (from === 'service' ? SERVICES_REQUESTS[kind] : textOf(request, legKind)) ?? `${kind} ${callId ?? ''}`;
  const answer = reply ? String(reply.status) : lost && `response lost (${lost})`;
  return { at, from, text, ...(answer !== undefined && { reply: answer }) };
}

function textOf({ kind, body }: RecordedRequest, legKind: RecordedLeg['kind'] | undefined): string | undefined {
  if (kind === 'invite') return inviteText(body);
  return kind === 'keepAlive' ? `keep the ${nameOf(legKind)} alive` : REQUESTS[kind];
}

function inviteText(body: unknown): string {
  const { participants } = inviteBody.parse(body);
  if (participants.some(({ replacesCallId }) => replacesCallId)) return 'invite the caller, replacing the P2P call';
  return participants.length === 1 ? 'invite one participant' : `invite ${participants.length} participants`;
}

const inviteBody = z.object({ participants: z.array(z.object({ replacesCallId: z.string().nullish() })) });

const SERVICES_REQUESTS: Partial<Record<RecordedRequest['kind'], string>> = {
  createCall: 'create a multiparty call of its own',
  delete: 'hang up its call',
};

const REQUESTS: Partial<Record<RecordedRequest['kind'], string>> = {
  answer: 'answer the P2P call',
  createCall: 'create the multiparty call, without media',
  delete: 'hang up our leg',
  deleteParticipant: 'remove a participant',
  getCall: 'ask how the call is',
  getParticipants: 'ask who is in the call',
  getOperation: 'ask how the invite is',
};

const kindOf = ({ legs }: SimulatorRecord, { callId }: { callId?: string }) => legs.find(({ id }) => id === callId)?.kind;
const nameOf = (kind: RecordedLeg['kind'] | undefined) => (kind === 'p2p' ? 'P2P call' : 'multiparty call');

function notificationStep(
  { at, kind, body, fate, attempts }: RecordedNotification,
  legKind: RecordedLeg['kind'] | undefined,
): Seen {
  const text = notificationText(kind, legKind, body);
  if (fate === 'underway') return { at, from: 'Graph', text };
  return { at, from: 'Graph', text, reply: fate === 'delivered' ? String(attempts.at(-1)?.status) : fate };
}

function notificationText(kind: RecordedNotification['kind'], legKind: RecordedLeg['kind'] | undefined, body: unknown): string {
  if (kind === 'incoming') return 'a user calls: P2P call incoming';
  if (kind === 'operation') return `invite operation ${operationBody.parse(body).value[0].resourceData.status}`;
  if (kind === 'roster') return `roster: ${rosterBody.parse(body).value[0].resourceData.length} in the ${nameOf(legKind)}`;
  const [leg, state] = kind.split(' ');
  return `${leg === 'p2p' ? 'P2P' : leg} call ${state}`;
}

const itemOf = <T extends z.ZodType>(resourceData: T) => z.object({ value: z.tuple([z.object({ resourceData })]) });
const operationBody = itemOf(z.object({ status: z.string() }));
const rosterBody = itemOf(z.array(z.unknown()));
