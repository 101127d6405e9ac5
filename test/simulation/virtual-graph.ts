import { type GraphAnswer, readRetryAfter } from '../../activities/graph/client/graph-answer.ts';
import type { Graph, GraphRequest as SentRequest } from '../../activities/graph/client/graph-client.ts';
import { NoAnswer, type TokenRequestRejected } from '../../activities/graph/client/request-errors.ts';
import type { FaultScript } from '../graph-simulator/faults/script.ts';
import type { SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import { type Reply, saysMediaConfigMissing, saysTenantMismatch } from '../graph-simulator/model/reply.ts';
import type { GraphRequest } from '../graph-simulator/model/requests.ts';
import type { Try } from '../invariants/ended-call.ts';
import type { SlowRosters } from './circumstances.ts';
import { asPayload } from './fake-temporal/payload.ts';
import { parseRequest } from './parse-request.ts';
import { completesRoster, pageOf } from './roster-pages.ts';
import type { Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What was asked: each try, and what of them reached Microsoft's side. */
export interface GraphRecord {
  tries: Try[];
  received: Received[];
}

/** What reached Microsoft's side. */
export interface Received {
  /** When, however long it was held back before it was processed. */
  at: number;
  kind: GraphRequest['kind'];
  callId?: string;
  /** Who is removed. */
  participantId?: string;
  tenantId: string;
  body?: object;
  /** Of what was processed: how Graph answered, and when. */
  status?: number;
  processedAt?: number;
  /** Graph's own answer reached us in time. */
  answered: boolean;
  /** A read that found its leg established, and not in the lobby. */
  saysEstablished?: boolean;
  /** A create that was refused with a 400. */
  formRefused?: boolean;
  /** Sent with another tenant's token than the one that its leg was made with. */
  tenantRefused?: boolean;
}

const ROLES = ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All', 'Calls.Initiate.All'];

export interface GraphParts {
  clock: VirtualClock;
  random: Random;
  script: FaultScript;
  teams: SimulatedTeams;
  /** Why there is none for a tenant now. `fresh`: Graph has refused the kept one. */
  tokens: (tenantId: string, fresh: boolean) => NoAnswer | TokenRequestRejected | undefined;
  slowRosters: SlowRosters | undefined;
}

/** Graph's HTTP in virtual time: the script's faults, the limits of our requests, a network that takes its time. */
export function createVirtualGraph(
  { clock, random, script, teams, tokens, slowRosters }: GraphParts,
  { received, tries }: GraphRecord,
): Graph {
  const send = (sent: SentRequest, fresh: boolean) =>
    withinLimit(sent.limit, (resolve, reject) => {
      const { request, page } = parseRequest(sent);
      const { tenantId } = sent;
      tries.push({ kind: request.kind, at: clock.now() });
      if (sent.limit.aborted) return reject(new NoAnswer('no', 'no time is left'));
      const noToken = tokens(tenantId, fresh);
      if (noToken) return void clock.after(random.between(5, 300), 'no token', () => reject(noToken));
      const callId = 'callId' in request ? request.callId : undefined;
      const fault = script.onRequest(request.kind, { tenantId, ...(callId !== undefined && { callId }) });
      const up = random.between(5, 60);
      const heldBack = fault?.do === 'delay' && fault.what === 'processing' ? fault.ms : 0;
      const roster = request.kind === 'getParticipants' ? slowRosters : undefined;
      const down =
        random.between(5, 60) + (roster?.pageTakes ?? 0) + (fault?.do === 'delay' && fault.what === 'response' ? fault.ms : 0);
      clock.after(up, `${request.kind} arrives`, () => {
        const entry: Received = {
          at: clock.now(),
          kind: request.kind,
          answered: false,
          tenantId,
          ...(callId !== undefined && { callId }),
          ...('participantId' in request && { participantId: request.participantId }),
          ...(sent.body && { body: sent.body }),
        };
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
          entry.processedAt = clock.now();
          entry.formRefused = saysMediaConfigMissing(reply);
          entry.tenantRefused = saysTenantMismatch(reply);
          if (fault?.do === 'loseResponse')
            return fault.how === 'reset' ? reject(new NoAnswer('perhaps', 'connection lost')) : undefined;
          return void clock.after(down, 'response', () => {
            entry.answered = !sent.limit.aborted && (!roster || completesRoster(page, roster));
            entry.saysEstablished = entry.answered && request.kind === 'getCall' && isUsable(teams, callId, reply);
            resolve(roster && callId !== undefined ? pageOf(answerOf(reply), page, callId, roster) : answerOf(reply));
          });
        });
      });
    });
  return async (sent) => {
    const answer = await send(sent, false);
    // With one fresh token, as the activities' own client.
    return answer.status === 401 ? send(sent, true) : answer;
  };
}

/** A limit comes for every request: of one that was answered before nothing is left to hear of it. */
function withinLimit(
  limit: AbortSignal,
  begin: (resolve: (answer: GraphAnswer) => void, reject: (error: Error) => void) => void,
): Promise<GraphAnswer> {
  return new Promise((resolve, reject) => {
    const outOfTime = () => end(() => reject(new NoAnswer('perhaps', 'no answer in time')));
    const end = (act: () => void) => {
      limit.removeEventListener('abort', outOfTime);
      act();
    };
    limit.addEventListener('abort', outOfTime);
    begin(
      (answer) => end(() => resolve(answer)),
      (error) => end(() => reject(error)),
    );
  });
}

/** From the lobby nobody can be invited. */
function isUsable(teams: SimulatedTeams, callId: string | undefined, { body }: Reply): boolean {
  return body?.state === 'established' && teams.legs().some(({ id, inLobby }) => id === callId && !inLobby);
}

function answerOf({ status, body, location }: Reply): GraphAnswer {
  return { status, body: asPayload(body), ...(location !== undefined && { location }) };
}
