import type { ApplicationFailure } from '@temporalio/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { createKeepAlive } from '../../activities/keep-alive.ts';
import type { KeepAliveRequest } from '../../workflows/contract/activities.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { LONGEST_KEEP_ALIVE_MS, REQUEST_LIMITS_MS } from '../../workflows/contract/request-limits.ts';
import { matching } from '../support/matchers.ts';
import { activityEnvironment, depsFor } from './activity-bench.ts';
import { type ScriptedServer, startScriptedServer } from './graph/client/scripted-server.ts';

type Reply = { status: number; headers?: Record<string, string>; body?: object };

/** Replies by method and path, one after the other; the last one stays, and none is a lost response. */
let replies: Record<string, Reply[]>;
let graph: ScriptedServer;
let deps: ActivityDeps;

beforeEach(async () => {
  graph = await startScriptedServer((response, { method, path }) => {
    const list = replies[`${method} ${path.replace('/communications/calls/', '')}`] ?? [];
    const said = list.length > 1 ? list.shift() : list[0];
    if (!said) response.destroy();
    else response.writeHead(said.status, said.headers).end(said.body ? JSON.stringify(said.body) : '');
  });
  deps = depsFor(graph.url);
});
afterEach(() => graph.close());
afterEach(() => vi.restoreAllMocks());

const MINUTE = 60_000;
const KEEP_ALIVE = 'POST M/keepAlive';
const ROSTER = 'GET M/participants';
const OK: Reply[] = [{ status: 200 }];
const MISSING: Reply = { status: 404, body: { error: { code: '8522', message: 'Call not found.' } } };
const ALIVE = { type: 'call', callId: 'M', state: 'establishing', at: matching(/^\d{4}-.*Z$/) };
const NEXT = { type: 'StillAlive', category: 'BENIGN', nonRetryable: false };
const sent = () => graph.requests.map(({ method, path }) => `${method} ${path.replace('/communications/calls/', '')}`);

/** @param minutes since it was scheduled */
function keepAlive(change: Partial<KeepAliveRequest> = {}, minutes = 0): Promise<CallEvent[]> {
  const request = { callId: 'M', tenantId: 'T', every: 10 * MINUTE, ...change };
  return activityEnvironment({ scheduledTimestampMs: Date.now() - minutes * MINUTE }).run(createKeepAlive(deps), request);
}

async function failureOf(running: Promise<unknown>): Promise<Partial<ApplicationFailure>> {
  return running.then(
    (result) => Promise.reject(new Error(`did not fail, but said ${JSON.stringify(result)}`)),
    (error: ApplicationFailure) => error,
  );
}

describe('a call that lives', () => {
  beforeEach(() => {
    replies = { [KEEP_ALIVE]: OK };
  });

  it('is kept alive at once, and again after the pause, which is a try that costs no history', async () => {
    expect(await failureOf(keepAlive())).toMatchObject({ ...NEXT, nextRetryDelay: 10 * MINUTE });
    expect(graph.requests).toMatchObject([{ headers: { authorization: 'Bearer token-of-T' }, body: '' }]);
    expect(sent()).toEqual([KEEP_ALIVE]);
  });

  it('is kept alive in time whatever the pause: Graph ends it after 45 minutes', async () => {
    expect(await failureOf(keepAlive({ every: 45 * MINUTE }))).toMatchObject({ ...NEXT, nextRetryDelay: 40 * MINUTE });
  });

  it('is not kept alive before its time, where the last keepAlive is known', async () => {
    const failure = await failureOf(keepAlive({ lastAt: Date.now() - 4 * MINUTE }));
    expect(failure).toMatchObject(NEXT);
    expect(Number(failure.nextRetryDelay)).toBeGreaterThan(5 * MINUTE);
    expect(Number(failure.nextRetryDelay)).toBeLessThanOrEqual(6 * MINUTE);
    expect(sent()).toEqual([]);
    await failureOf(keepAlive({ lastAt: Date.now() - 11 * MINUTE }));
    expect(sent()).toEqual([KEEP_ALIVE]);
  });

  it('is news once in an hour, and no more than that it lives', async () => {
    expect(await failureOf(keepAlive({}, 49))).toMatchObject(NEXT);
    await expect(keepAlive({}, 50)).resolves.toEqual([ALIVE]);
    await expect(keepAlive({ every: 45 * MINUTE }, 40)).resolves.toEqual([ALIVE]);
  });
});

describe('a keepAlive that Graph does not take', () => {
  it.each<[string, Reply[], object]>([
    ['500', [{ status: 500 }], { type: 'OutcomeUnknown', nonRetryable: false, nextRetryDelay: undefined }],
    ['a lost response', [], { type: 'OutcomeUnknown', nonRetryable: false, nextRetryDelay: undefined }],
    ['503', [{ status: 503, headers: { 'retry-after': '7' } }], { type: 'NotProcessed', nextRetryDelay: 7_000 }],
    [
      'a long Retry-After, which would let the call end',
      [{ status: 429, headers: { 'retry-after': '3000' } }],
      { type: 'NotProcessed', nextRetryDelay: MINUTE, category: 'BENIGN', details: [{ code: 429 }, { retryAfter: 3_000_000 }] },
    ],
    ['a refusal for good', [{ status: 403 }], { type: 'RequestRejected', nonRetryable: true }],
    [
      'a refusal for good that asks for a pause',
      [{ status: 400, headers: { 'retry-after': '3000' } }],
      { type: 'RequestRejected', nonRetryable: true },
    ],
  ])('fails on %s', async (_, said, failure) => {
    replies = { [KEEP_ALIVE]: said };
    expect(await failureOf(keepAlive({ people: ['jane'] }, 90))).toMatchObject(failure);
    expect(sent()).toEqual([KEEP_ALIVE]);
  });
});

describe('a 404', () => {
  it('is the end where two reads confirm it', async () => {
    replies = { [KEEP_ALIVE]: [MISSING], 'GET M': [MISSING] };
    await expect(keepAlive()).resolves.toMatchObject([{ type: 'callMissing', callId: 'M', resultInfo: { subcode: 8522 } }]);
    expect(sent()).toEqual([KEEP_ALIVE, 'GET M', 'GET M']);
  });

  it('is the end where a read shows it', async () => {
    replies = { [KEEP_ALIVE]: [MISSING], 'GET M': [{ status: 200, body: { state: 'terminated' } }] };
    await expect(keepAlive()).resolves.toMatchObject([{ type: 'call', state: 'terminated' }]);
  });

  it.each<[string, Reply[]]>([
    ['lives at the first read', [{ status: 200, body: { state: 'established' } }]],
    ['lives at the second', [MISSING, { status: 200, body: { state: 'established' } }]],
    ['is about to end', [{ status: 200, body: { state: 'terminating' } }]],
  ])('is sent again where the call %s', async (_, reads) => {
    replies = { [KEEP_ALIVE]: [MISSING], 'GET M': reads };
    expect(await failureOf(keepAlive({}, 90))).toMatchObject({ type: 'NotProcessed', category: 'BENIGN', nonRetryable: false });
  });

  it('proves nothing where no read is answered', async () => {
    replies = { [KEEP_ALIVE]: [MISSING], 'GET M': [{ status: 503 }] };
    expect(await failureOf(keepAlive())).toMatchObject({ type: 'NotProcessed', nonRetryable: false });
  });
});

describe('a call that everybody has left', () => {
  const listed = (kind: string, id: string, more: object = {}) => ({
    id: `of-${id}`,
    info: { identity: { [kind]: { id } } },
    ...more,
  });
  const bot = listed('application', 'app');
  const roster = (...value: object[]): Reply[] => [{ status: 200, body: { value } }];
  const withRoster = (said: Reply[]) => {
    replies = { [KEEP_ALIVE]: OK, [ROSTER]: said };
    return keepAlive({ people: ['JANE-1'] });
  };

  it.each<[string, object[]]>([
    ['the bot', [bot]],
    ['the bot and another one', [bot, listed('applicationInstance', 'recorder')]],
    ['somebody who waits in the lobby', [bot, listed('user', 'joe', { isInLobby: true })]],
    ['somebody who was removed', [bot, listed('user', 'joe', { removedState: { reason: 'Removed' } })]],
  ])('is told of at once, with its roster: %s', async (_, listing) => {
    await expect(withRoster(roster(...listing))).resolves.toMatchObject([
      ALIVE,
      { type: 'roster', callId: 'M', extent: 'full', source: 'probe', participants: listing.map(() => ({})) },
    ]);
  });

  it.each<[string, Reply[]]>([
    ['a user is in', roster(bot, listed('user', 'joe'))],
    ['somebody on the phone is in', roster(bot, listed('phone', '+49301234567'))],
    ['a guest is in', roster(bot, listed('guest', 'guest-1'))],
    ['somebody of another kind is in', roster(bot, listed('encrypted', 'x'))],
    ['somebody we know is listed as an application', roster(bot, listed('application', 'jane1'))],
    ['the list is empty, though the bot is in', roster()],
    ['the bot itself is in the lobby, and sees nobody else', roster(listed('application', 'app', { isInLobby: true }))],
    ['the list cannot be read', [{ status: 500 }]],
    ['the list is missing', [MISSING]],
    ['there is no answer', []],
    ['the list is no list', [{ status: 200, body: { value: 'x' } }]],
    ['a page of it is missing', [{ status: 200, body: { value: [bot], '@odata.nextLink': '/communications/calls/M/next' } }]],
  ])('is not believed where %s', async (_, said) => {
    expect(await failureOf(withRoster(said))).toMatchObject({ ...NEXT, nextRetryDelay: 10 * MINUTE });
  });

  it('is not looked for where the run does not ask for it', async () => {
    replies = { [KEEP_ALIVE]: OK, [ROSTER]: roster(bot) };
    expect(await failureOf(keepAlive())).toMatchObject(NEXT);
    expect(sent()).toEqual([KEEP_ALIVE]);
  });
});

describe('a try', () => {
  const PAUSE_BETWEEN_READS = 1_000;

  it.each<[string, Record<string, Reply[]>]>([
    ['after a 404', { [KEEP_ALIVE]: [MISSING], 'GET M': [MISSING] }],
    ['with the roster', { [KEEP_ALIVE]: OK, [ROSTER]: [{ status: 200, body: { value: [] } }] }],
  ])('has limits that end it before Temporal does: %s', async (_, said) => {
    replies = said;
    const limits = vi.spyOn(AbortSignal, 'timeout');
    await keepAlive({ people: [] }).catch(() => undefined);
    const all = limits.mock.calls.map(([ms]) => ms);
    // The reads of a roster share one limit, of which those of its pages are a part.
    const { keepAlive: own, roster } = REQUEST_LIMITS_MS;
    const longest = all.includes(roster) ? own + roster : all.reduce((sum, ms) => sum + ms, PAUSE_BETWEEN_READS);
    expect(all[0]).toBe(own);
    expect(longest).toBeLessThanOrEqual(LONGEST_KEEP_ALIVE_MS);
  });
});
