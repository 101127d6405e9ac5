import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { CallActivities, KeepAliveRequest } from '../workflows/contract/activities.ts';
import { normalizeId } from '../workflows/contract/call-id.ts';
import type { CallEvent, RosterEntry } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { Graph } from './graph/client/graph-client.ts';
import { callPath } from './graph/client/requests.ts';
import { requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';
import { probeCall, probeRoster } from './probe.ts';

const PURPOSE = { what: 'keep the call alive', namesLeg: true };

/** So often, at most, the run has news of a quiet call: six events of its history each time. */
const REPORT_AFTER_MS = 60 * 60_000;
/** Graph ends a call 45 minutes after the last one (Graph §3.4): a try that fails is repeated in the minutes that are left. */
const LONGEST_PAUSE_MS = 40 * 60_000;
/** Those minutes are few: a longer `Retry-After` would let the call end. */
const LONGEST_RETRY_PAUSE_MS = 60_000;

/** A leg's keepAlive, again and again: each is a try of this activity, and its success a benign failure that asks for the next. */
export function createKeepAlive({ graph }: ActivityDeps): CallActivities['keepAlive'] {
  return async (request: KeepAliveRequest) => {
    const early = untilNext(request);
    if (early > 0) throw stillAlive(early);
    const ended = await sendKeepAlive(graph, request).catch(retriedInTime);
    if (ended) return ended;
    // A success does not tell which state the call is in; a call that was established before stays so (rule 2).
    const alive: CallEvent = { type: 'call', callId: request.callId, state: 'establishing', at: new Date().toISOString() };
    const nobodyLeft = request.people && (await rosterWithoutPeople(graph, request, request.people));
    if (nobodyLeft) return [alive, ...nobodyLeft];
    const pause = pauseOf(request);
    if (Date.now() + pause >= activityInfo().scheduledTimestampMs + REPORT_AFTER_MS) return [alive];
    throw stillAlive(pause);
  };
}

/** ms until the first keepAlive is due: the activity before this one has sent one, or another run. */
function untilNext(request: KeepAliveRequest): number {
  return request.lastAt === undefined ? 0 : request.lastAt + pauseOf(request) - Date.now();
}

function pauseOf({ every }: KeepAliveRequest): number {
  return Math.min(every, LONGEST_PAUSE_MS);
}

/**
 * `callMissing` after a 404 that two reads confirm, or the end that a read shows; undefined while the call lives.
 * @throws {ApplicationFailure} where Graph did not take the keepAlive
 */
async function sendKeepAlive(graph: Graph, { callId, tenantId }: KeepAliveRequest): Promise<CallEvent[] | undefined> {
  const limit = AbortSignal.timeout(REQUEST_LIMITS_MS.keepAlive);
  const answer = await sendToGraph(graph, PURPOSE, { method: 'POST', path: callPath(callId, 'keepAlive'), tenantId, limit });
  if (answer.status !== 404) {
    requireSuccess(PURPOSE, answer);
    return undefined;
  }
  const events = await probeCall(graph, { callId, tenantId });
  if (events.some(isEnd)) return events;
  throw ApplicationFailure.create({
    type: 'NotProcessed',
    message:
      'Could not keep the call alive. Graph answered 404, which a read does not confirm. NotProcessed: the request is retried.',
    category: ApplicationFailureCategory.BENIGN,
  });
}

function isEnd(event: CallEvent): boolean {
  return event.type === 'callMissing' || (event.type === 'call' && event.state === 'terminated');
}

/** @throws the error, with a shorter pause where Graph asks for a long one */
function retriedInTime(error: unknown): never {
  if (!(error instanceof ApplicationFailure)) throw error;
  const { message, type, nonRetryable, details, category, cause, nextRetryDelay } = error;
  if (typeof nextRetryDelay !== 'number' || nextRetryDelay <= LONGEST_RETRY_PAUSE_MS) throw error;
  throw ApplicationFailure.create({
    message,
    nonRetryable: nonRetryable === true,
    nextRetryDelay: LONGEST_RETRY_PAUSE_MS,
    ...(type && { type }),
    ...(details && { details }),
    ...(category && { category }),
    ...(cause && { cause }),
  });
}

/**
 * Notifications can be lost, and a call that everybody has left would be kept alive for ever. A roster that cannot be read tells
 * nothing, nor does one in which not even the bot is: lists may stay empty (Graph §3.7), and from the lobby the bot sees nobody who
 * is in (Graph §3.2).
 */
async function rosterWithoutPeople(
  graph: Graph,
  call: KeepAliveRequest,
  people: readonly string[],
): Promise<CallEvent[] | undefined> {
  const known = new Set(people.map(normalizeId));
  const isPerson = ({ id, kind }: RosterEntry) => kind !== 'application' || known.has(normalizeId(id));
  try {
    const events = await probeRoster(graph, call);
    const [roster] = events;
    if (roster?.type !== 'roster' || roster.extent !== 'full') return undefined;
    const present = roster.participants.filter(({ inLobby, left }) => !inLobby && !left);
    return present.length > 0 && !present.some(isPerson) ? events : undefined;
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return undefined;
  }
}

function stillAlive(pause: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'StillAlive',
    message: 'The call lives. This is no failure: the next keepAlive is the next try.',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: pause,
  });
}
