import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallbackRoute } from '../../activities/graph/client/callback-address.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { parseEscalateCallInput } from '../../workflows/contract/input-schema.ts';
import { fixtureItems, fixtureText } from '../notifications/fixtures.ts';
import { TENANT } from './microsoft.ts';
import { readyBenches, type Sent, type WebhookBench } from './webhook-bench.ts';

const WORKFLOW = 'escalation-57dab8b1894c409ab240bd8beae78896';
const P2P = '57DAB8B1894C409AB240BD8BEAE78896';
const MULTIPARTY = '90ED37DCD8E34E119DE330A955DDA06F';
const RUN = '01926f3a-7c1e-7d3b-8e55-0123456789ab';
const P2P_ROUTE: CallbackRoute = { workflowId: WORKFLOW, leg: { kind: 'p2p', tenantId: TENANT, run: RUN } };
const MULTIPARTY_ROUTE: CallbackRoute = {
  workflowId: WORKFLOW,
  leg: { kind: 'multiparty', tenantId: 'tenant-m', run: RUN, attempt: 2 },
};
const JSON_TYPE = { 'content-type': 'application/json' };
const INCOMING = 'seed/replace-01-p2p-incoming';
const SCHEDULED = { meeting: { joinMeetingId: '123' }, policy: { onFailure: 'hangUp' as const } };

let nextBench: () => WebhookBench;
let bench: WebhookBench;
beforeAll(async () => {
  nextBench = await readyBenches();
});
beforeEach(() => {
  bench = nextBench();
});

async function post(fixture: string, route?: CallbackRoute): Promise<number> {
  return postBody(fixtureText(fixture), route);
}

async function postBody(body: string | object, route?: CallbackRoute): Promise<number> {
  const url = route ? `/api/calls/${await bench.address(route)}` : '/api/calls';
  return (await bench.post(url, body, JSON_TYPE)).statusCode;
}

const item = (callId: string, resourceData: object, below = '') => ({
  changeType: 'updated',
  resourceUrl: `/communications/calls/${callId}${below}`,
  resourceData,
});

describe('on a callback address', () => {
  it("everything goes to the address's workflow, with the leg it says, whatever call it names", async () => {
    expect(await post('seed/replace-05-multiparty-established', MULTIPARTY_ROUTE)).toBe(202);
    expect(await post('seed/replace-07-roster-of-p2p-call', MULTIPARTY_ROUTE)).toBe(202);
    expect(bench.sent).toMatchObject([
      { what: 'signal', workflowId: WORKFLOW, events: [{ type: 'call', callId: MULTIPARTY, leg: MULTIPARTY_ROUTE.leg }] },
      { what: 'signal', workflowId: WORKFLOW, events: [{ type: 'roster', callId: P2P, leg: MULTIPARTY_ROUTE.leg }] },
    ]);
  });

  it('one body is one signal', async () => {
    await post('shapes/batch-of-several', P2P_ROUTE);
    expect(bench.sent).toMatchObject([{ events: [{ type: 'call' }, { type: 'roster' }, { type: 'operation' }] }]);
  });

  it('an incoming call starts nothing, for it has been answered by a workflow', async () => {
    bench.routes.push({ when: {}, escalate: SCHEDULED });
    await post(INCOMING, P2P_ROUTE);
    expect(bench.sent).toMatchObject([{ what: 'signal', workflowId: WORKFLOW }]);
  });

  it('more than 200 kB are several signals, in their order, each below it', async () => {
    const person = (n: number) => ({
      info: { identity: { user: { id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` } } },
    });
    const people = Array.from({ length: 1_000 }, (_, n) => person(n));
    const value = Array.from({ length: 5 }, (_, n) => item(`call-${n}`, people, '/participants'));
    expect(await postBody({ value }, P2P_ROUTE)).toBe(202);
    const sizes = bench.sent.map((sent) => JSON.stringify(signalled(sent)).length);
    expect(sizes.length).toBeGreaterThan(1);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(200_000);
    expect(bench.sent.flatMap(signalled).map(({ callId }) => callId)).toEqual(value.map((_, n) => `call-${n}`));
  });

  it('a roster too large for a signal comes as deltas of the same people', async () => {
    const people = Array.from({ length: 4_000 }, (_, n) => ({ info: { identity: { user: { id: `${n}`.padEnd(36, '-') } } } }));
    expect(await postBody({ value: [item('c', people, '/participants')] }, P2P_ROUTE)).toBe(202);
    const rosters = bench.sent.flatMap(signalled).filter((event) => event.type === 'roster');
    expect(rosters.map(({ extent }) => extent)).toEqual(['delta', 'delta']);
    expect(rosters.flatMap(({ participants }) => participants)).toHaveLength(4_000);
  });
});

describe('on the registered address', () => {
  it('events go to the escalation of the call they name, without a leg', async () => {
    const value = [
      item(P2P, { state: 'established' }),
      item(MULTIPARTY, { state: 'established' }),
      item(P2P.toLowerCase(), { state: 'terminated' }),
    ];
    await postBody({ value });
    expect(bench.sent).toMatchObject([
      { workflowId: WORKFLOW, events: [{ state: 'established' }, { state: 'terminated' }] },
      { workflowId: `escalation-${MULTIPARTY.toLowerCase()}`, events: [{ state: 'established' }] },
    ]);
    expect(JSON.stringify(bench.sent)).not.toContain('"leg"');
  });

  it('an incoming call of a route starts its escalation, with the event as its first signal', async () => {
    bench.routes.push(
      { when: { targetId: 'somebody else' }, escalate: { meeting: { token: 'x' } } },
      { when: {}, escalate: SCHEDULED },
    );
    expect(await post(INCOMING)).toBe(202);
    const [sent] = bench.sent;
    expect(bench.sent).toHaveLength(1);
    expect(sent).toMatchObject({ what: 'start', events: [{ type: 'call', callId: P2P, state: 'incoming' }] });
    const input = sent?.what === 'start' ? sent.input : undefined;
    const { receivedAt, ...p2pCall } = input?.p2pCall ?? {};
    expect(receivedAt).toMatch(/^\d{4}-.*Z$/);
    expect({ ...input, p2pCall }).toEqual({
      ...SCHEDULED,
      p2pCall: {
        id: P2P,
        tenantId: TENANT,
        state: 'incoming',
        caller: { user: { id: '8A34A46B-3D17-4ADC-8DCE-DC4E7D572698' } },
      },
    });
    expect(parseEscalateCallInput(input)).toMatchObject({ ok: true });
    expect(await bench.metric('incoming_calls_total{outcome="started"}')).toBe(1);
  });

  it("the caller's tenant goes into the input where it is known", async () => {
    bench.routes.push({ when: {}, escalate: SCHEDULED });
    await post('shapes/incoming-resource-account');
    expect(bench.sent).toMatchObject([{ input: { p2pCall: { caller: { user: { tenantId: TENANT } } } } }]);
  });

  it('an incoming call that is posted again after its escalation has ended is counted', async () => {
    bench.routes.push({ when: {}, escalate: SCHEDULED });
    bench.temporal.start = ['alreadyStarted'];
    expect(await post(INCOMING)).toBe(202);
    expect(await bench.metric('incoming_calls_total{outcome="already_started"}')).toBe(1);
    expect(bench.sent).toHaveLength(1);
  });

  it('an incoming call of no route is signalled, for another service may have started it', async () => {
    bench.routes.push({ when: { targetId: 'somebody else' }, escalate: SCHEDULED });
    bench.temporal.signal = ['noOpenRun'];
    expect(await post(INCOMING)).toBe(202);
    expect(bench.sent).toMatchObject([
      { what: 'signal', workflowId: WORKFLOW },
      { what: 'signal', workflowId: `call-${P2P.toLowerCase()}` },
    ]);
    expect(await bench.metric('incoming_calls_total{outcome="no_route"}')).toBe(1);
  });

  it.each(['phone', 'encrypted', 'without-source'])(
    'an incoming call without a user (%s) is not escalated, and the log says why',
    async (kind) => {
      bench.routes.push({ when: {}, escalate: SCHEDULED });
      expect(await post(`shapes/incoming-${kind}`)).toBe(202);
      expect(bench.sent).toEqual([]);
      expect(await bench.metric('incoming_calls_total{outcome="no_user_id"}')).toBe(1);
      expect(bench.lines.join()).toMatch(/has no user id.*consent/);
    },
  );

  it.each(['phone', 'encrypted', 'without-source'])(
    'what else the body says of a call without a user (%s) is signalled, for another service may have started it',
    async (kind) => {
      bench.routes.push({ when: {}, escalate: SCHEDULED });
      const [incoming] = fixtureItems(`shapes/incoming-${kind}`);
      const [, callId = ''] = /calls\/([^"/]+)/.exec(JSON.stringify(incoming)) ?? [];
      expect(await postBody({ value: [incoming, item(callId, { state: 'terminated' })] })).toBe(202);
      expect(bench.sent).toMatchObject([{ what: 'signal', events: [{ type: 'call', callId, state: 'terminated' }] }]);
      expect(await bench.metric('incoming_calls_total{outcome="no_user_id"}')).toBe(1);
    },
  );

  it('what else the body says of that call goes with its start, the rest by itself', async () => {
    bench.routes.push({ when: {}, escalate: SCHEDULED });
    const [incoming] = fixtureItems(INCOMING);
    await postBody({ value: [incoming, item(P2P, { state: 'terminated' }), item('other', { state: 'established' })] });
    expect(bench.sent).toMatchObject([
      { what: 'start', events: [{ state: 'incoming' }, { state: 'terminated' }] },
      { what: 'signal', workflowId: 'escalation-other' },
    ]);
  });
});

describe('when Temporal', () => {
  it('is away, the body is answered 503 within 2 s; one with an incoming call is tried for 8 s', async () => {
    bench.temporal.signal = ['away'];
    expect(await post('seed/replace-05-multiparty-established', MULTIPARTY_ROUTE)).toBe(503);
    expect(await post(INCOMING)).toBe(503);
    bench.routes.push({ when: {}, escalate: SCHEDULED });
    bench.temporal.start = ['away'];
    expect(await post(INCOMING)).toBe(503);
    const [first, ...others] = bench.sent.map(({ within }) => within);
    expect(first).toBeLessThan(2_000);
    for (const within of others) expect(Math.round(within / 1000)).toBe(8);
  });

  it('is away for one of several workflows, the body is not done', async () => {
    bench.temporal.signal = ['stored', 'away'];
    expect(await postBody({ value: [item('a', { state: 'established' }), item('b', { state: 'established' })] })).toBe(503);
  });

  it('refuses events for good, they are answered 202, logged as an error and counted', async () => {
    bench.temporal.signal = ['refused'];
    expect(await post('shapes/batch-of-several', P2P_ROUTE)).toBe(202);
    expect(bench.errors()).toBe(1);
    expect(await bench.metric('events_total{outcome="refused"}')).toBe(3);
  });

  it('refuses a start for good, so too', async () => {
    bench.routes.push({ when: {}, escalate: SCHEDULED });
    bench.temporal.start = ['refused'];
    expect(await post(INCOMING)).toBe(202);
    expect(bench.errors()).toBe(1);
    expect(await bench.metric('incoming_calls_total{outcome="refused"}')).toBe(1);
  });

  it('has no open run of that id, the events are answered 202 and counted', async () => {
    bench.temporal.signal = ['noOpenRun'];
    expect(await post('seed/replace-08-p2p-terminated', P2P_ROUTE)).toBe(202);
    expect(await bench.metric('events_total{outcome="noOpenRun"}')).toBe(1);
  });
});

describe('a leg that shows itself alive when no run is open', () => {
  beforeEach(() => {
    bench.temporal.signal = ['noOpenRun'];
  });
  const hungUp = () => bench.sent.flatMap((sent) => (sent.what === 'lateLeg' ? [sent.leg] : []));

  it.each(['04-multiparty-establishing', '05-multiparty-established'])(
    'is hung up (%s), in the tenant of its address',
    async (name) => {
      expect(await post(`seed/replace-${name}`, MULTIPARTY_ROUTE)).toBe(202);
      expect(hungUp()).toEqual([{ callId: MULTIPARTY, tenantId: 'tenant-m' }]);
      expect(await bench.metric('late_legs_total{outcome="hanging_up"}')).toBe(1);
    },
  );

  it('is hung up once, however often the body says it', async () => {
    await postBody({ value: [item('m', { state: 'establishing' }), item('m', { state: 'established' })] }, MULTIPARTY_ROUTE);
    expect(hungUp()).toEqual([{ callId: 'm', tenantId: 'tenant-m' }]);
  });

  it('makes the body answered 503 when Temporal is away meanwhile', async () => {
    bench.temporal.lateLeg = ['away'];
    expect(await post('seed/replace-05-multiparty-established', MULTIPARTY_ROUTE)).toBe(503);
  });

  it.each([
    ['by its roster', 'seed/replace-07-roster-of-p2p-call', MULTIPARTY_ROUTE],
    ['by an operation', 'seed/replace-06-operation-completed', MULTIPARTY_ROUTE],
    ['but has ended', 'seed/replace-09-p2p-deleted', MULTIPARTY_ROUTE],
    ['on the address of a P2P leg', 'seed/replace-05-multiparty-established', P2P_ROUTE],
    ['on the registered address', 'seed/replace-05-multiparty-established', undefined],
  ])('is left alone %s', async (_, fixture, route) => {
    expect(await post(fixture, route)).toBe(202);
    expect(hungUp()).toEqual([]);
  });

  it('is left to its run when one is open', async () => {
    bench.temporal.signal = ['stored'];
    await post('seed/replace-05-multiparty-established', MULTIPARTY_ROUTE);
    expect(hungUp()).toEqual([]);
  });
});

function signalled(sent: Sent): readonly CallEvent[] {
  return sent.what === 'signal' ? sent.events : [];
}
