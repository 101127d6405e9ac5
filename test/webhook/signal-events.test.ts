import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallbackRoute } from '../../activities/graph/client/callback-address.ts';
import { TENANT } from './microsoft.ts';
import { readyBenches, type WebhookBench } from './webhook-bench.ts';

const P2P = '57DAB8B1894C409AB240BD8BEAE78896';
const MULTIPARTY = '90ED37DC-D8E3-4E11-9DE3-30A955DDA06F';
const ESCALATION = `escalation-${P2P.toLowerCase()}`;
const STAY = 'call-90ed37dcd8e34e119de330a955dda06f';
const INVITE = 'invite-90ed37dcd8e34e119de330a955dda06f-request.1';
const LEG = { kind: 'multiparty' as const, tenantId: 'tenant-m', run: '01926f3a-7c1e-7d3b-8e55-0123456789ab', attempt: 1 };
/** On which a leg that was handed over goes on to be told of. */
const ROUTE: CallbackRoute = { workflowId: ESCALATION, leg: LEG };

let nextBench: () => WebhookBench;
let bench: WebhookBench;
beforeAll(async () => {
  nextBench = await readyBenches();
});
beforeEach(() => {
  bench = nextBench();
});

const item = (resourceData: object, below = '', callId = MULTIPARTY) => ({
  changeType: 'updated',
  resourceUrl: `/communications/calls/${callId}${below}`,
  resourceData,
});
const established = item({ state: 'established' });
const terminated = item({ state: 'terminated' });
const roster = item([{ info: { identity: { user: { id: 'jane' } } } }], '/participants');
const operation = (clientContext: string, id = 'o', callId = MULTIPARTY) =>
  item({ clientContext, status: 'completed' }, `/operations/${id}`, callId);

/** @param open ids of the workflows with an open run */
async function post(value: object[], open: string[], route?: CallbackRoute): Promise<number> {
  bench.temporal.open = open;
  const url = route ? `/api/calls/${await bench.address(route)}` : '/api/calls';
  return (await bench.post(url, { value }, { 'content-type': 'application/json' })).statusCode;
}

/** Whom Temporal was asked for, and by which events, in that order. */
const asked = () =>
  bench.sent.map((sent) =>
    sent.what === 'signal' ? `${sent.workflowId}: ${sent.events.map(({ type }) => type).join()}` : sent.what,
  );
const events = (outcome: string) => bench.metric(`events_total{outcome="${outcome}"}`);

describe('a leg that was handed over', () => {
  it("is the escalation's as long as that is open, whoever has started", async () => {
    expect(await post([established, roster], [ESCALATION, STAY], ROUTE)).toBe(202);
    expect(asked()).toEqual([`${ESCALATION}: call,roster`]);
    expect([await events('stored'), await events('storedByStay')]).toEqual([2, 0]);
  });

  it("is the stay's from then on, with the leg that the address says, in the events' order", async () => {
    expect(await post([roster, established, terminated], [STAY], ROUTE)).toBe(202);
    // Asked the other way round, a stay that starts between the two questions would be missed.
    expect(asked()).toEqual([`${ESCALATION}: roster,call,call`, `${STAY}: roster,call,call`]);
    expect(bench.sent[1]).toMatchObject({ events: [{ leg: LEG }, { leg: LEG, state: 'established' }, { state: 'terminated' }] });
    expect([await events('storedByStay'), await events('stored'), await events('noOpenRun')]).toEqual([3, 0, 0]);
  });

  it("is the stay's at once where the escalation was found closed a moment ago, but for what a run that escalates again may wait for", async () => {
    for (const body of [[roster], [roster], [terminated], [roster, established]]) await post(body, [STAY], ROUTE);
    expect(asked()).toEqual([
      `${ESCALATION}: roster`,
      `${STAY}: roster`,
      `${STAY}: roster`,
      `${ESCALATION}: call`,
      `${STAY}: call`,
      `${ESCALATION}: roster,call`,
      `${STAY}: roster,call`,
    ]);
    bench.sent.length = 0;
    const another = { ...ROUTE, leg: { ...LEG, run: 'another' } };
    await post([roster], [ESCALATION], another);
    expect(asked()).toEqual([`${ESCALATION}: roster`]);
  });

  it('is asked for anew after a while, for an operator may reset the escalation', async () => {
    await post([roster], [STAY], ROUTE);
    vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
    await post([roster], [ESCALATION], ROUTE);
    vi.useRealTimers();
    expect(asked()).toEqual([`${ESCALATION}: roster`, `${STAY}: roster`, `${ESCALATION}: roster`]);
  });

  it('is never hung up while the stay is open', async () => {
    await post([established], [STAY], ROUTE);
    expect(await bench.metric('late_legs_total{outcome="hanging_up"}')).toBe(0);
    expect(asked()).not.toContain('lateLeg');
  });

  it('is hung up where it lives when the stay has ended', async () => {
    expect(await post([established, roster], [], ROUTE)).toBe(202);
    expect(asked()).toEqual([`${ESCALATION}: call,roster`, `${STAY}: call,roster`, 'lateLeg']);
    expect(bench.sent[2]).toMatchObject({ leg: { callId: MULTIPARTY, tenantId: 'tenant-m' } });
    expect(await events('noOpenRun')).toBe(2);
  });

  it('is told apart from another leg on the same address, which nobody looks after', async () => {
    await post([established, item({ state: 'established' }, '', 'other'), roster], [STAY], ROUTE);
    expect(asked()).toEqual([`${ESCALATION}: call,call,roster`, `${STAY}: call,roster`, 'call-other: call', 'lateLeg']);
    expect(bench.sent[3]).toMatchObject({ leg: { callId: 'other' } });
    expect([await events('storedByStay'), await events('noOpenRun')]).toEqual([2, 1]);
  });

  it('keeps its order over several signals', async () => {
    const people = Array.from({ length: 3_000 }, (_, n) => ({ info: { identity: { user: { id: `${n}`.padEnd(60, '-') } } } }));
    await post([established, item(people, '/participants'), terminated], [STAY], ROUTE);
    const told = bench.sent.flatMap((sent) => (sent.what === 'signal' && sent.workflowId === STAY ? sent.events : []));
    expect(bench.sent.length).toBeGreaterThan(3);
    expect(told.map((event) => (event.type === 'call' ? event.state : event.type))).toEqual([
      'established',
      ...told.slice(1, -1).map(() => 'roster'),
      'terminated',
    ]);
    for (const sent of bench.sent) expect(JSON.stringify(sent).length).toBeLessThan(201_000);
  });

  it('is asked for again where Temporal goes away between the two', async () => {
    bench.temporal.signal = ['stored', 'away'];
    expect(await post([established], [STAY], ROUTE)).toBe(503);
    expect(asked()).not.toContain('lateLeg');
  });
});

describe('on the registered address', () => {
  it('a call that another service made comes to its stay', async () => {
    expect(await post([established, roster], [STAY])).toBe(202);
    expect(asked()).toEqual(['escalation-90ed37dcd8e34e119de330a955dda06f: call,roster', `${STAY}: call,roster`]);
    expect(await events('storedByStay')).toBe(2);
  });

  it('nobody hangs it up where there is none: it is not ours', async () => {
    expect(await post([established], [])).toBe(202);
    expect(asked()).not.toContain('lateLeg');
    expect(await events('noOpenRun')).toBe(1);
  });
});

describe('an operation of an invite', () => {
  it('comes to that invite, though nobody looks after the call', async () => {
    expect(await post([established, operation(`${INVITE}/2`)], [INVITE])).toBe(202);
    expect(asked().at(-1)).toBe(`${INVITE}: operation`);
    expect(bench.sent.at(-1)).toMatchObject({ events: [{ clientContext: `${INVITE}/2`, status: 'completed' }] });
    expect([await events('storedByInvite'), await events('noOpenRun')]).toEqual([1, 1]);
  });

  it.each<[string, CallbackRoute | undefined, string]>([
    ['the escalation of its address', ROUTE, ESCALATION],
    ['the stay', ROUTE, STAY],
    ['the stay, on the registered address', undefined, STAY],
  ])('comes to it and to %s', async (_, route, workflowId) => {
    expect(await post([operation(`${INVITE}/1`)], [workflowId, INVITE], route)).toBe(202);
    expect(asked()).toContain(`${workflowId}: operation`);
    expect(asked()).toContain(`${INVITE}: operation`);
    expect([await events('storedByInvite'), await events('noOpenRun')]).toEqual([1, 0]);
  });

  it('comes to its invite alone, others to theirs', async () => {
    const other = 'invite-90ed37dcd8e34e119de330a955dda06f-2';
    await post([operation(`${INVITE}/1`, 'a'), operation(`${other}/1`, 'b'), operation(`${INVITE}/2`, 'c')], [INVITE, other]);
    const told = bench.sent.flatMap((sent) => (sent.what === 'signal' && sent.workflowId.startsWith('invite-') ? [sent] : []));
    expect(told).toMatchObject([
      { workflowId: INVITE, events: [{ operationId: 'a' }, { operationId: 'c' }] },
      { workflowId: other, events: [{ operationId: 'b' }] },
    ]);
  });

  it('of an invite that has ended is answered 202 and counted once', async () => {
    expect(await post([operation(`${INVITE}/1`)], [])).toBe(202);
    expect([await events('storedByInvite'), await events('noOpenRun')]).toEqual([0, 1]);
  });

  it.each([
    ['of an escalation', 'invite-01926f3a-7c1e-7d3b-8e55-0123456789ab-1'],
    ['of a stay', `${STAY}/1`],
    ['of another program', 'd45324c1-fcb5-430a-902c-f20af696537c'],
    ['longer than Graph allows', `${'invite-a-b'.padEnd(2_000, 'b')}/1`],
  ])('%s comes to no invite', async (_, clientContext) => {
    await post([operation(clientContext)], [ESCALATION], ROUTE);
    expect(asked()).toEqual([`${ESCALATION}: operation`]);
  });

  it('is asked for again where Temporal is away for the invite alone', async () => {
    bench.temporal.signal = ['stored', 'away'];
    expect(await post([operation(`${INVITE}/1`)], [ESCALATION, INVITE], ROUTE)).toBe(503);
  });
});

it('no metric holds an id', async () => {
  await post([established, operation(`${INVITE}/1`)], [STAY, INVITE], ROUTE);
  const payload = await bench.metrics.registry.metrics();
  expect(payload).toContain('storedByInvite');
  expect(payload.toLowerCase()).not.toMatch(/90ed37dc|57dab8b1|request\.1|tenant-m/);
  expect(payload).not.toContain(TENANT);
});
