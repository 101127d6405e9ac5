import type { GraphAnswer } from '../../activities/graph/graph-answer.ts';
import type { Graph, GraphRequest as SentRequest } from '../../activities/graph/graph-client.ts';
import { NoAnswer } from '../../activities/graph/no-answer.ts';
import { readRetryAfter } from '../../activities/graph/retry-after.ts';
import { REQUEST_LIMITS } from '../../workflows/contract/request-limits.ts';
import type { FaultScript } from '../graph-simulator/faults/script.ts';
import type { SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import { type Reply, saysMediaConfigMissing } from '../graph-simulator/model/reply.ts';
import type { GraphRequest } from '../graph-simulator/model/requests.ts';
import type { Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What reached Microsoft's side. */
export interface Received {
  /** When, however long it was held back before it was processed. */
  at: number;
  kind: GraphRequest['kind'];
  callId?: string;
  /** Of what was processed. */
  status?: number;
  /** Graph's own answer reached us in time. */
  answered: boolean;
  /** A create that was refused with a 400. */
  formRefused?: boolean;
}

const LIMITS: Partial<Record<GraphRequest['kind'], number>> = {
  answer: REQUEST_LIMITS.answer,
  createCall: REQUEST_LIMITS.createCall,
  invite: REQUEST_LIMITS.invite,
  delete: REQUEST_LIMITS.hangUp,
};
const ROLES = ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All', 'Calls.Initiate.All'];

/** Graph's HTTP in virtual time: the script's faults, the limits of our requests, a network that takes its time. */
export function createVirtualGraph(
  clock: VirtualClock,
  random: Random,
  script: FaultScript,
  teams: SimulatedTeams,
  received: Received[],
): Graph {
  return (sent) =>
    new Promise((resolve, reject) => {
      const request = parse(sent);
      const { tenantId } = sent;
      const callId = 'callId' in request ? request.callId : undefined;
      const fault = script.onRequest(request.kind, { tenantId, ...(callId !== undefined && { callId }) });
      const up = random.between(5, 60);
      const heldBack = fault?.do === 'delay' && fault.what === 'processing' ? fault.ms : 0;
      const down = random.between(5, 60) + (fault?.do === 'delay' && fault.what === 'response' ? fault.ms : 0);
      const limit = clock.now() + (LIMITS[request.kind] ?? REQUEST_LIMITS.read);
      clock.after(limit - clock.now(), 'request limit', () => reject(new NoAnswer('perhaps', 'no answer in time')));
      clock.after(up, `${request.kind} arrives`, () => {
        const entry: Received = { at: clock.now(), kind: request.kind, answered: false, ...(callId !== undefined && { callId }) };
        received.push(entry);
        clock.after(heldBack, `${request.kind} is processed`, () => {
          if (fault?.do === 'reset') return reject(new NoAnswer('perhaps', 'connection lost'));
          if (fault?.do === 'reply') {
            const retryAfter = readRetryAfter(fault.retryAfter, clock.now());
            const refusal: GraphAnswer = {
              status: fault.status,
              body: fault.body,
              ...(retryAfter !== undefined && { retryAfter }),
            };
            entry.formRefused = saysMediaConfigMissing(refusal);
            return void clock.after(down, 'refusal', () => resolve(refusal));
          }
          const reply = teams.handle(request, { tenantId, roles: ROLES });
          entry.status = reply.status;
          entry.formRefused = saysMediaConfigMissing(reply);
          if (fault?.do === 'loseResponse')
            return fault.how === 'reset' ? reject(new NoAnswer('perhaps', 'connection lost')) : undefined;
          return void clock.after(down, 'response', () => {
            entry.answered = clock.now() < limit;
            resolve(answerOf(reply));
          });
        });
      });
    });
}

function answerOf({ status, body, location }: Reply): GraphAnswer {
  return { status, body: structuredClone(body), ...(location !== undefined && { location }) };
}

function parse({ method, path, body }: SentRequest): GraphRequest {
  const [, , id, action, last] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent)
    .map((part, i, all) => (i < all.length ? part : ''));
  const sent: unknown = body && structuredClone(body);
  if (id === undefined) return { kind: 'createCall', body: asBody(sent) };
  if (method === 'DELETE') return { kind: 'delete', callId: id };
  if (method === 'GET') {
    if (action === 'participants') return { kind: 'getParticipants', callId: id };
    return action === 'operations' && last !== undefined
      ? { kind: 'getOperation', callId: id, operationId: last }
      : { kind: 'getCall', callId: id };
  }
  if (action === 'answer') return { kind: 'answer', callId: id, body: asBody(sent) };
  if (action === 'participants' && last === 'invite') return { kind: 'invite', callId: id, body: asBody(sent) };
  throw new Error(`The simulation knows no ${method} ${path}`);
}

/** Held to Graph's schema by the tests of the activities; here it is what they made of it. */
function asBody<T>(body: unknown): T {
  return body as T;
}
