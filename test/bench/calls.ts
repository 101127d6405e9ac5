import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import type { RecordedRequest } from '../graph-simulator/request-pipeline/record.ts';
import type { Bench } from './bench.ts';
import type { Product } from './product.ts';

/** What one call has shown at the simulator, in ms. */
export interface Times {
  /** From the incoming notification to the answer. */
  answer: number;
  /** From the two notifications that we act on to the request that follows: create and invite. */
  reactions: number[];
  /** From the incoming notification to the invite: how long the caller waits for us. */
  invite: number;
}

/** Somebody calls; resolves with the call's id when the escalation has ended. @throws where the caller was not moved */
export async function callAndAwaitEnd({ client }: Bench, product: Product): Promise<string> {
  const { callers, simulator } = product;
  const caller = callers.shift();
  if (caller === undefined) throw new Error('More calls at once than the bench has callers');
  const callId = await callAndAwaitAnswer(product, caller);
  const result = resultSchema.parse(await client.workflow.getHandle(escalationWorkflowId(callId)).result());
  // Else the next call of the same caller would find them in their meeting.
  if (result.stayingIn === undefined) simulator.inMeeting(result.multipartyCallId, { do: 'everybodyLeaves' });
  callers.push(caller);
  return callId;
}

const resultSchema = z.looseObject({
  outcome: z.literal('escalated'),
  multipartyCallId: z.string(),
  stayingIn: z.unknown().optional(),
});

/** Somebody calls; resolves with the call's id once the bot has answered. */
export async function callAndAwaitAnswer(product: Product, callerUserId: string): Promise<string> {
  const { simulator, tenantId, requests } = product;
  const from = requests.length;
  const callId = simulator.call({ tenantId, callerUserId });
  await requestAfter(product, from, ({ kind, callId: about }) => kind === 'answer' && about === callId);
  return callId;
}

const LOOK_EVERY = 3;
const PATIENCE = 120_000;

/** The first such request from number `from` on. Looks at the record itself, for each copy of it costs as much as all calls so far. */
export async function requestAfter(
  { requests }: Product,
  from: number,
  isIt: (request: RecordedRequest) => boolean,
): Promise<RecordedRequest> {
  const until = performance.now() + PATIENCE;
  for (let next = from; performance.now() < until; await pause(LOOK_EVERY)) {
    for (; next < requests.length; next++) {
      const request = requests[next];
      if (request && isIt(request)) return request;
    }
  }
  throw new Error('A request of the product did not come');
}

/** @throws where one of them lacks a step */
export function timesOf({ requests, notifications }: Product, callIds: readonly string[]): Times[] {
  const notifiedAt = new Map(
    notifications.map(({ callId, kind, attempts }) => [`${kind} ${callId}`, Date.parse(attempts[0]?.at ?? '')]),
  );
  // Each request says which run it belongs to.
  const byRun = new Map<string | undefined, RecordedRequest[]>();
  for (const request of requests) {
    const run = request.headers['scenario-id'];
    byRun.set(run, [...(byRun.get(run) ?? []), request]);
  }
  const answers = new Map(requests.filter(({ kind }) => kind === 'answer').map((request) => [request.callId, request]));
  return callIds.map((callId) => {
    const answer = answers.get(callId);
    const ours = byRun.get(answer?.headers['scenario-id']) ?? [];
    const create = ours.find(({ kind }) => kind === 'createCall');
    const invite = ours.find(({ kind }) => kind === 'invite');
    const since = (request: { at: string } | undefined, notification: string) => {
      const ms = Date.parse(request?.at ?? '') - (notifiedAt.get(notification) ?? Number.NaN);
      if (Number.isNaN(ms)) throw new Error(`Call ${callId} lacks ${notification}, or the request after it`);
      return ms;
    };
    return {
      answer: since(answer, `incoming ${callId}`),
      invite: since(invite, `incoming ${callId}`),
      reactions: [since(create, `p2p established ${callId}`), since(invite, `multiparty established ${invite?.callId}`)],
    };
  });
}

/** `count` at once, and again whoever has ended, until the time is over. Resolves with how many ended, and in how many ms. */
export async function keepBusy(
  atOnce: number,
  ms: number,
  one: () => Promise<unknown>,
): Promise<{ ended: number; took: number }> {
  const begun = performance.now();
  let ended = 0;
  const lane = async () => {
    while (performance.now() - begun < ms) {
      await one();
      ended += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { ended, took: performance.now() - begun };
}
