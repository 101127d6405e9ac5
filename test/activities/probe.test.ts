import { CancelledFailure } from '@temporalio/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { createHangUp } from '../../activities/hang-up.ts';
import { createProbe } from '../../activities/probe.ts';
import { REQUEST_LIMITS_MS } from '../../workflows/contract/request-limits.ts';
import { activityEnvironment, depsFor, failureOfActivity, runActivity } from './activity-bench.ts';
import { type ScriptedServer, startScriptedServer } from './graph/client/scripted-server.ts';

/** Replies by method and path, one after the other; the last one stays. */
let replies: Record<string, { status: number; body?: object }[]>;
let graph: ScriptedServer;
let deps: ActivityDeps;

beforeEach(async () => {
  graph = await startScriptedServer((response, { method, path }) => {
    const list = replies[`${method} ${path.replace('/communications/calls/', '')}`] ?? [];
    const said = list.length > 1 ? list.shift() : list[0];
    if (said === NEVER) return;
    if (!said) response.destroy();
    else response.writeHead(said.status).end(said.body ? JSON.stringify(said.body) : '');
  });
  deps = depsFor(graph.url);
});
afterEach(() => graph.close());
afterEach(() => vi.restoreAllMocks());

const MISSING = { status: 404, body: { error: { code: '8522', message: 'Call not found.' } } };
const P = { callId: 'P', tenantId: 'T', roster: false };
const M = { callId: 'M', tenantId: 'T', roster: true, operationId: 'O' };
const asked = () => graph.requests.map(({ method, path }) => `${method} ${path.replace('/communications/calls/', '')}`);
const established = { status: 200, body: { id: 'x', state: 'established' } };
const person = (id: string) => ({ info: { identity: { user: { id } } }, isInLobby: false });
const NEVER = { status: 0 };

/** A page of the roster that is followed by another. */
const page = (id: string, next: number) => ({
  status: 200,
  body: { value: [person(id)], '@odata.nextLink': `${graph.url}/communications/calls/M/participants?$skip=${next}` },
});

describe('probe', () => {
  const probe = (...calls: (typeof P | typeof M)[]) => runActivity(createProbe(deps), { calls });

  it('reports every call, the roster and the operation', async () => {
    replies = {
      'GET P': [established],
      'GET M': [{ status: 200, body: { state: 'establishing', chatInfo: { threadId: '19:x' } } }],
      'GET M/participants': [{ status: 200, body: { value: [person('a')] } }],
      'GET M/operations/O': [{ status: 200, body: { id: 'O', status: 'Running', clientContext: 'c' } }],
    };
    await expect(probe(P, M)).resolves.toMatchObject([
      { type: 'call', callId: 'P', state: 'established', hasChat: false },
      { type: 'call', callId: 'M', state: 'establishing', hasChat: true },
      { type: 'meetingData', callId: 'M' },
      { type: 'roster', callId: 'M', extent: 'full', source: 'probe', participants: [{ id: 'a', inLobby: false }] },
      { type: 'operation', callId: 'M', operationId: 'O', clientContext: 'c', status: 'running' },
    ]);
  });

  it('dates what it reports to the time when it asked', async () => {
    replies = { 'GET P': [established] };
    const before = Date.now();
    const [event] = await probe(P);
    expect(Date.parse(event?.at ?? '')).toBeGreaterThanOrEqual(before);
  });

  it('follows the roster over its pages', async () => {
    const nextLink = `${graph.url}/communications/calls/M/participants?$skip=1`;
    replies = {
      'GET M': [established],
      'GET M/participants': [{ status: 200, body: { value: [person('a')], '@odata.nextLink': nextLink } }],
      'GET M/participants?$skip=1': [{ status: 200, body: { value: [person('b')] } }],
    };
    expect(await probe(M)).toContainEqual(
      expect.objectContaining({
        type: 'roster',
        participants: [
          { id: 'a', kind: 'user', inLobby: false },
          { id: 'b', kind: 'user', inLobby: false },
        ],
      }),
    );
  });

  const pages = () => ({
    'GET P': [established],
    'GET M': [established],
    'GET M/operations/O': [MISSING],
    'GET M/participants': [page('a', 1)],
  });
  const part = { type: 'roster', extent: 'delta', participants: [{ id: 'a', inLobby: false }] };

  it('reports what it learnt where the roster takes too long, and of its pages as a part', async () => {
    replies = { ...pages(), 'GET M/participants?$skip=1': [NEVER] };
    const [limit, never] = [new AbortController(), new AbortController()];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => (ms === REQUEST_LIMITS_MS.roster ? limit : never).signal);
    const looking = probe(P, M);
    await expect.poll(asked).toContain('GET M/participants?$skip=1');
    limit.abort();
    await expect(looking).resolves.toMatchObject([{ type: 'call', callId: 'P' }, { type: 'call', callId: 'M' }, part]);
  }, 10_000);

  it('reports the pages of a roster as a part where a later one fails', async () => {
    replies = { ...pages(), 'GET M/participants?$skip=1': [{ status: 500 }] };
    await expect(probe(P, M)).resolves.toMatchObject([{ type: 'call' }, { type: 'call' }, part]);
  });

  it('takes a ring of pages for a part of the roster', async () => {
    replies = { ...pages(), 'GET M/participants?$skip=1': [page('a', 1)] };
    expect(await probe(M)).toContainEqual(expect.objectContaining({ type: 'roster', extent: 'delta' }));
  });

  it('takes a call for missing only after two 404 in a row', async () => {
    replies = { 'GET P': [MISSING, MISSING] };
    await expect(probe(P)).resolves.toMatchObject([
      { type: 'callMissing', callId: 'P', resultInfo: { code: 404, subcode: 8522 } },
    ]);
    replies = { 'GET P': [MISSING, established] };
    await expect(probe(P)).resolves.toMatchObject([{ type: 'call', state: 'established' }]);
    expect(asked()).toHaveLength(4);
  });

  it('reports what it learnt where a GET fails', async () => {
    replies = {
      'GET P': [established],
      'GET M': [{ status: 500 }],
      'GET M/participants': [{ status: 404 }],
      'GET M/operations/O': [MISSING],
    };
    await expect(probe(P, M)).resolves.toMatchObject([{ type: 'call', callId: 'P' }]);
  });

  it('fails where every GET does', async () => {
    replies = { 'GET P': [{ status: 503 }] };
    expect(await failureOfActivity(createProbe(deps), { calls: [P] })).toMatchObject({ type: 'NotProcessed' });
  });

  it('ends early when the worker does', async () => {
    replies = { 'GET P': [MISSING] };
    // A pause that nothing else ends meanwhile.
    const environment = activityEnvironment({}, 1 / 100);
    const looking = environment.run(createProbe(deps), { calls: [P] });
    await expect.poll(asked).toHaveLength(1);
    environment.cancel();
    await expect(looking).rejects.toBeInstanceOf(CancelledFailure);
  });
});

describe('hang up', () => {
  const leg = { callId: 'M', tenantId: 'T' };
  const hangUp = () => runActivity(createHangUp(deps), leg);

  it('says nothing after a 204: the notification proves it', async () => {
    replies = { 'DELETE M': [{ status: 204 }] };
    await expect(hangUp()).resolves.toEqual([]);
    expect(asked()).toEqual(['DELETE M']);
  });

  it('reports that the call is missing where a read confirms the 404', async () => {
    replies = { 'DELETE M': [MISSING], 'GET M': [MISSING] };
    await expect(hangUp()).resolves.toMatchObject([{ type: 'callMissing', callId: 'M' }]);
  });

  it('is to be repeated where the call is alive in spite of the 404', async () => {
    replies = { 'DELETE M': [MISSING], 'GET M': [established] };
    expect(await failureOfActivity(createHangUp(deps), leg)).toMatchObject({ type: 'NotProcessed', nonRetryable: false });
  });

  it('reports that the call is missing where no read is answered, and a second DELETE confirms the 404', async () => {
    replies = { 'DELETE M': [MISSING], 'GET M': [{ status: 504 }] };
    await expect(hangUp()).resolves.toMatchObject([{ type: 'callMissing', callId: 'M' }]);
    expect(asked()).toEqual(['DELETE M', 'GET M', 'DELETE M']);
  });

  it('does not believe a 404 that the second DELETE takes back', async () => {
    replies = { 'DELETE M': [MISSING, { status: 204 }], 'GET M': [{ status: 504 }] };
    await expect(hangUp()).resolves.toEqual([]);
  });

  it('reports an end that the read shows', async () => {
    replies = { 'DELETE M': [MISSING], 'GET M': [{ status: 200, body: { state: 'terminated' } }] };
    await expect(hangUp()).resolves.toMatchObject([{ type: 'call', state: 'terminated' }]);
  });

  it.each([
    [500, 'OutcomeUnknown', false],
    [503, 'NotProcessed', false],
    [403, 'RequestRejected', true],
  ])('fails on %d', async (status, type, nonRetryable) => {
    replies = { 'DELETE M': [{ status }] };
    expect(await failureOfActivity(createHangUp(deps), leg)).toMatchObject({ type, nonRetryable });
  });
});
