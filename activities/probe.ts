import { sleep } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { CallActivities, ProbeRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { GraphAnswer } from './graph/client/graph-answer.ts';
import type { Graph } from './graph/client/graph-client.ts';
import { readGraphError } from './graph/client/graph-error.ts';
import { callPath } from './graph/client/requests.ts';
import { requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';
import { readCall } from './graph/read/call.ts';
import { isJsonObject } from './graph/read/json.ts';
import { readOperation } from './graph/read/operation.ts';
import { readRoster } from './graph/read/roster.ts';

/** The call that is probed, and the tenant whose token is used. */
export interface ProbedCall {
  callId: string;
  tenantId: string;
}

/** Between two reads that must both answer 404: single ones are on record for live calls. */
const SECOND_READ_AFTER_MS = 1_000;

/** A large meeting has a few pages; more than this is a cycle of links. */
const MAX_ROSTER_PAGES = 20;

/** Sends all GETs at the same time. A GET that fails is no evidence of anything; the activity fails only if all of them do. */
export function createProbe({ graph }: ActivityDeps): CallActivities['probe'] {
  return async ({ calls }: ProbeRequest) => {
    const probes = await Promise.allSettled(calls.flatMap((call) => probesOf(graph, call)));
    const answered = probes.filter((probe) => probe.status === 'fulfilled');
    const failed = probes.find((probe) => probe.status === 'rejected');
    if (answered.length === 0 && failed) throw failed.reason;
    return answered.flatMap((probe) => probe.value);
  };
}

function probesOf(graph: Graph, call: ProbeRequest['calls'][number]): Promise<CallEvent[]>[] {
  return [
    probeCall(graph, call),
    ...(call.roster ? [probeRoster(graph, call)] : []),
    ...(call.operationId ? [probeOperation(graph, call, call.operationId)] : []),
  ];
}

/** The call as it is now; `callMissing` after two 404s in a row. The pause between them ends when the worker shuts down. */
export async function probeCall(graph: Graph, call: ProbedCall): Promise<CallEvent[]> {
  const first = await readOnce(graph, call);
  if (first.answer.status !== 404) return callEvents(call, first);
  await sleep(SECOND_READ_AFTER_MS);
  return callEvents(call, await readOnce(graph, call));
}

function readOnce(graph: Graph, { callId, tenantId }: ProbedCall): Promise<ProbeAnswer> {
  return get(graph, 'read the call', tenantId, callPath(callId));
}

function callEvents({ callId }: ProbedCall, { answer, at }: ProbeAnswer): CallEvent[] {
  if (answer.status !== 404) return readCall(answer.body, { callId, at }).map((event) => withChat(event, answer.body));
  return [{ type: 'callMissing', callId, at, resultInfo: readGraphError(answer).resultInfo }];
}

/** Only a read tells that a call has no chat: updates need not carry what has not changed. */
function withChat(event: CallEvent, call: unknown): CallEvent {
  return event.type === 'call' ? { ...event, hasChat: isJsonObject(call) && isJsonObject(call.chatInfo) } : event;
}

/**
 * Everyone who is in the multiparty call now. Nothing after a 404: the probe of the call itself decides whether it has ended.
 * When the time for all pages runs out, or a later page fails, the pages read so far become a delta. Throws if there are none.
 */
export async function probeRoster(graph: Graph, { callId, tenantId }: ProbedCall): Promise<CallEvent[]> {
  const limit = AbortSignal.timeout(REQUEST_LIMITS_MS.roster);
  const getPage = (path: string) => get(graph, 'read the participants', tenantId, path, limit);
  const first = await getPage(callPath(callId, 'participants'));
  const participants: unknown[] = [];
  let page: ProbeAnswer | undefined = first;
  for (let pages = 1; page !== undefined; pages++) {
    const { value, nextLink } = pageOf(page.answer.body);
    if (page.answer.status === 404 || value === undefined) return [];
    participants.push(...value);
    if (nextLink === undefined) return readRoster(participants, { callId, at: first.at });
    page = pages < MAX_ROSTER_PAGES ? await getPage(nextLink).catch(ignoreGraphFailure) : undefined;
  }
  return readRoster(participants, { callId, at: first.at }, 'delta');
}

/** @throws {Error} a bug of ours, not a failure of Graph's */
function ignoreGraphFailure(error: unknown): undefined {
  if (!(error instanceof ApplicationFailure)) throw error;
}

function pageOf(body: unknown): { value?: unknown[]; nextLink?: string } {
  if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value)) return {};
  const nextLink = '@odata.nextLink' in body ? body['@odata.nextLink'] : undefined;
  return { value: body.value, ...(typeof nextLink === 'string' && { nextLink }) };
}

/** The invite's operation. Best effort, since it is not documented how long one can be read (Graph §3.8): a 404 proves nothing. */
async function probeOperation(graph: Graph, { callId, tenantId }: ProbedCall, operationId: string): Promise<CallEvent[]> {
  const { answer, at } = await get(graph, 'read the operation', tenantId, callPath(callId, 'operations', operationId));
  return answer.status === 404 ? [] : readOperation(answer.body, { callId, at, operationId });
}

/** `at`: when the GET was begun. A roster may contradict only what was received before that (rule 2). */
interface ProbeAnswer {
  answer: GraphAnswer;
  at: string;
}

/** Resolves with a success or a 404; throws an `ApplicationFailure` for anything else. */
async function get(
  graph: Graph,
  what: string,
  tenantId: string,
  path: string,
  limit = AbortSignal.timeout(REQUEST_LIMITS_MS.read),
): Promise<ProbeAnswer> {
  const purpose = { what, namesLeg: true };
  const at = new Date().toISOString();
  const answer = await sendToGraph(graph, purpose, { method: 'GET', path, tenantId, limit });
  return { answer: answer.status === 404 ? answer : requireSuccess(purpose, answer), at };
}
