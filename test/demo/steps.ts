import { z } from 'zod';
import type {
  RecordedLeg,
  RecordedNotification,
  RecordedRequest,
  SimulatorRecord,
} from '../graph-simulator/request-pipeline/record.ts';

/** One thing that Microsoft's side saw, as the demo prints it. */
export interface Step {
  /** ISO time. */
  at: string;
  from: 'Graph' | 'worker';
  text: string;
  /** HTTP status of the reply, or what came instead. */
  reply: string;
}

/**
 * What has happened so far, in order, up to the first thing that is still under way: so that nothing is told before what
 * came before it. Tokens are left out: they are not the story.
 * @param waitedFor what is under way since before (ms) is told as it is
 */
export function stepsOf(record: SimulatorRecord, waitedFor = 0): Step[] {
  const requests = record.requests.filter(({ kind }) => kind !== 'token').map(requestStep);
  const steps = [...requests, ...record.notifications.map((one) => notificationStep(one, kindOf(record, one)))].toSorted((a, b) =>
    a.at.localeCompare(b.at),
  );
  const underway = steps.findIndex(({ at, reply }) => reply === '' && Date.parse(at) > waitedFor);
  return (underway === -1 ? steps : steps.slice(0, underway)).map((step) => ({ ...step, reply: step.reply || 'no reply yet' }));
}

function requestStep({ at, kind, callId, reply, lost }: RecordedRequest): Step {
  const text = REQUESTS[kind] ?? `${kind} ${callId ?? ''}`;
  return { at, from: 'worker', text, reply: reply ? String(reply.status) : lost ? `response lost (${lost})` : '' };
}

const REQUESTS: Partial<Record<RecordedRequest['kind'], string>> = {
  answer: 'answer the P2P call',
  createCall: 'create the multiparty call, without media',
  invite: 'invite the caller, replacing the P2P call',
  delete: 'hang up our leg',
  getCall: 'ask how the call is',
  getParticipants: 'ask who is in the call',
  getOperation: 'ask how the invite is',
};

const kindOf = ({ legs }: SimulatorRecord, { callId }: RecordedNotification) => legs.find(({ id }) => id === callId)?.kind;

function notificationStep(
  { at, kind, body, fate, attempts }: RecordedNotification,
  legKind: RecordedLeg['kind'] | undefined,
): Step {
  const reply = fate === 'underway' ? '' : fate === 'delivered' ? String(attempts.at(-1)?.status) : fate;
  return { at, from: 'Graph', text: notificationText(kind, legKind, body), reply };
}

function notificationText(kind: RecordedNotification['kind'], legKind: RecordedLeg['kind'] | undefined, body: unknown): string {
  if (kind === 'incoming') return 'a user calls: P2P call incoming';
  if (kind === 'operation') return `invite operation ${operationBody.parse(body).value[0].resourceData.status}`;
  if (kind === 'roster')
    return `roster: ${rosterBody.parse(body).value[0].resourceData.length} in the ${legKind === 'p2p' ? 'P2P' : 'multiparty'} call`;
  const [leg, state] = kind.split(' ');
  return `${leg === 'p2p' ? 'P2P' : leg} call ${state}`;
}

const itemOf = <T extends z.ZodType>(resourceData: T) => z.object({ value: z.tuple([z.object({ resourceData })]) });
const operationBody = itemOf(z.object({ status: z.string() }));
const rosterBody = itemOf(z.array(z.unknown()));
