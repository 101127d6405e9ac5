import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { EscalateCallInput } from '../../../workflows/contract/input.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { type Played, startRow } from './play-on-server.ts';
import { ROW_POLICY, ROW_TIMINGS } from './row.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: ROW_TIMINGS } });
});
afterAll(() => system.stop());

const DECLINED: FaultInput = { invite: 'declined' };
/** Long enough for a second start while the first run rings. */
const RINGS: FaultInput = { invite: 'declined', afterMs: 2_500 };

describe.concurrent('webhook, on an incoming call of a route (signal-with-start)', () => {
  it('id conflict: the run that the webhook started is used, however often the call is posted', async () => {
    const played = await startRow(system, { faults: [RINGS, { notification: 'incoming', do: 'double' }] });
    const run = await runOf(played);
    expect(await redeliver(played)).toBe(202);
    expect(await played.call.result()).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined' });
    expect(await runOf(played)).toBe(run);
    expect(played.requests('answer')).toHaveLength(1);
    expect(played.requests('createCall')).toHaveLength(1);
  });

  it('id conflict: the run that a client started is used', async () => {
    const input = await ringing([RINGS]);
    const { callerUserId, tenantId } = input;
    system.webhook.routes.push({ when: { callerUserId }, escalate: { meeting: input.meeting, subject: 'not this one' } });
    const escalation = await system.escalations.start(input.escalate);
    expect(await post(incomingOf(input.escalate.p2pCall.id), tenantId)).toBe(202);
    expect(await escalation.result()).toMatchObject({ reason: 'inviteDeclined' });
    const found = await system.escalations.find(input.escalate.p2pCall.id);
    expect(found.runId).toBe(escalation.runId);
    const creations = system.simulator
      .record()
      .requests.filter((request) => request.kind === 'createCall' && request.tenantId === tenantId);
    expect(creations).toHaveLength(1);
    expect(JSON.stringify(creations[0]?.body)).not.toContain('not this one');
  });

  it('id reuse: rejected; a redelivered notification escalates nothing, is answered 202 and counted', async () => {
    const played = await startRow(system, { faults: [DECLINED] });
    expect(await played.call.result()).toMatchObject({ reason: 'inviteDeclined', p2pCall: 'kept' });
    const [run, before] = [await runOf(played), await alreadyStarted()];
    expect(await redeliver(played)).toBe(202);
    expect(await redeliver(played)).toBe(202);
    expect(await alreadyStarted()).toBeGreaterThanOrEqual(before + 2);
    expect(await runOf(played)).toBe(run);
    expect(played.requests('createCall')).toHaveLength(1);
  });
});

describe.concurrent('client start', () => {
  it("id conflict: joins the webhook's run, whatever its input", async () => {
    const played = await startRow(system, { faults: [RINGS] });
    const escalation = await system.escalations.start({ ...inputOf(played), subject: 'Something else' });
    expect(escalation).toMatchObject({ joined: true, runId: await runOf(played) });
    expect(await escalation.result()).toEqual(await played.call.result());
  });

  it('id conflict: of two at once one starts, the other joins', async () => {
    const { escalate } = await ringing([DECLINED]);
    const [one, other] = await Promise.all([system.escalations.start(escalate), system.escalations.start(escalate)]);
    expect(one.joined).not.toBe(other.joined);
    expect(one.runId).toBe(other.runId);
    expect(await one.result()).toEqual(await other.result());
  });

  it("id reuse: rejected; hands out the ended one's result", async () => {
    const played = await startRow(system, { faults: [DECLINED] });
    const result = await played.call.result();
    const run = await runOf(played);
    const escalation = await system.escalations.start(inputOf(played));
    expect(escalation).toMatchObject({ joined: true, runId: run });
    expect(await escalation.result()).toEqual(result);
    expect(await runOf(played)).toBe(run);
  });

  it('id reuse, `again: true`: a new run, which escalates the call that was kept', async () => {
    const played = await startRow(system, { faults: [DECLINED] });
    expect(await played.call.result()).toMatchObject({ p2pCall: 'kept' });
    const first = await runOf(played);
    const escalation = await system.escalations.start(inputOf(played), { again: true });
    expect(escalation.joined).toBe(false);
    expect(escalation.runId).not.toBe(first);
    expect(await escalation.result()).toMatchObject({ outcome: 'escalated' });
    expect(played.alive()).toEqual({ p2p: [], multiparty: [] });
    const [ours, again] = played.requests('createCall').map(({ body }) => callbackOf(body));
    expect(again).not.toBe(ours);
  });
});

describe.concurrent('webhook, hangUpLateLeg', () => {
  it('id conflict: one at a time, however often the leg shows itself', async () => {
    const { played, late } = await unheardOf([{ request: 'delete', do: 'delay', ms: 3_000 }]);
    await system.simulator.waitFor('the hang-up', () => played.requests('delete').length > 0, 30_000);
    expect(await redeliver(played, 'multiparty established')).toBe(202);
    expect(await late.result()).toBe('ended');
    expect(played.requests('delete')).toHaveLength(1);
    expect(played.alive().multiparty).toEqual([]);
  });

  it('id reuse: allowed, for a false 404 may have ended the last one', async () => {
    // The hang-up meets 404, as does all that is asked to confirm it: a run that ends, its leg alive.
    const { played, late } = await unheardOf([
      { request: 'delete', do: 'reply', status: 404 },
      { request: 'getCall', do: 'reply', status: 404, times: 2 },
    ]);
    await system.simulator.waitFor('the hang-up', () => played.requests('delete').length > 0, 30_000);
    await late.result();
    const first = (await late.describe()).runId;
    expect(played.alive().multiparty).toHaveLength(1);
    expect(await redeliver(played, 'multiparty established')).toBe(202);
    await system.simulator.waitFor('the late leg to be gone', () => played.alive().multiparty.length === 0, 30_000);
    expect((await late.describe()).runId).not.toBe(first);
  });

  /** A leg that is unknown when its escalation ends, for the creation's response and the first notification are lost; it shows itself later, and `faults` happen. */
  async function unheardOf(faults: FaultInput[]) {
    const played = await startRow(system, {
      faults: [
        { request: 'createCall', do: 'loseResponse' },
        { notification: 'multiparty establishing', do: 'lose' },
        { notification: 'roster', do: 'lose', times: 'always' },
        { caller: 'hangsUp', at: 'creating' },
        { notification: 'multiparty established', do: 'delay', ms: 4_000 },
      ],
    });
    expect(await played.call.result()).toMatchObject({ reason: 'callerHungUp', leftBehind: ['multiparty 1, id unknown'] });
    const [leg = ''] = played.alive().multiparty;
    const where = { tenantId: played.call.tenantId };
    system.simulator.script(faults.map((fault) => ({ ...fault, where })));
    return { played, late: system.client.workflow.getHandle(lateLegWorkflowId(leg)) };
  }
});

describe.concurrent('starters', () => {
  it.each(['webhook', 'client'] as const)('%s: workflow task timeout 3–5 s, and no run or execution timeout', async (starter) => {
    const handle =
      starter === 'webhook'
        ? (await startRow(system, { faults: [DECLINED] })).call.handle
        : system.client.workflow.getHandle((await system.escalations.start((await ringing([DECLINED])).escalate)).workflowId);
    await handle.result();
    const { events } = await handle.fetchHistory();
    const started = events?.[0]?.workflowExecutionStartedEventAttributes;
    expect(Number(started?.workflowTaskTimeout?.seconds)).toBeGreaterThanOrEqual(3);
    expect(Number(started?.workflowTaskTimeout?.seconds)).toBeLessThanOrEqual(5);
    expect(Number(started?.workflowRunTimeout?.seconds ?? 0)).toBe(0);
    expect(Number(started?.workflowExecutionTimeout?.seconds ?? 0)).toBe(0);
  });
});

/** A call without a route, that a client may start the escalation of. */
async function ringing(faults: FaultInput[]) {
  const [callerUserId, tenantId]: [string, string] = [randomUUID(), randomUUID()];
  const { simulator } = system;
  simulator.script(faults.map((fault) => ({ ...fault, where: { tenantId } })));
  const id = simulator.call({ callerUserId, tenantId });
  await simulator.waitFor('the webhook take the incoming call', () =>
    simulator.record().notifications.some((told) => told.callId === id && told.fate === 'delivered'),
  );
  const meeting = meetingOf(tenantId);
  const p2pCall = { id, tenantId, state: 'incoming', caller: { user: { id: callerUserId } } } as const;
  return { callerUserId, tenantId, meeting, escalate: { p2pCall, meeting, policy: ROW_POLICY } satisfies EscalateCallInput };
}

function inputOf({ call }: Played): EscalateCallInput {
  const p2pCall = {
    id: call.id,
    tenantId: call.tenantId,
    state: 'established',
    caller: { user: { id: call.callerUserId } },
  } as const;
  return { p2pCall, meeting: meetingOf(call.tenantId), policy: ROW_POLICY };
}

const meetingOf = (tenantId: string): EscalateCallInput['meeting'] => ({
  chatInfo: { threadId: `19:meeting_${tenantId}@thread.v2`, messageId: '0' },
  organizer: { user: { id: randomUUID(), tenantId } },
});

/** Graph posts again what it has posted of a call; the webhook's answer. */
async function redeliver({ call }: Played, kind: 'incoming' | 'multiparty established' = 'incoming'): Promise<number> {
  const { legs, notifications } = system.simulator.record();
  const ids = legs.filter(({ tenantId }) => tenantId === call.tenantId).map(({ id }) => id);
  const told = notifications.find((notification) => ids.includes(notification.callId) && notification.kind === kind);
  return post(told, call.tenantId);
}

function incomingOf(callId: string) {
  return system.simulator.record().notifications.find((told) => told.callId === callId && told.kind === 'incoming');
}

async function post(told: { url: string; body: object } | undefined, tid: string): Promise<number> {
  if (!told) throw new Error('There is nothing to post again');
  const response = await fetch(told.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await system.simulator.signCallbackToken({ tid })}` },
    body: JSON.stringify(told.body),
  });
  return response.status;
}

async function alreadyStarted(): Promise<number> {
  const { values } = await system.webhook.metrics.incomingCalls.get();
  return values.find(({ labels }) => labels.outcome === 'already_started')?.value ?? 0;
}

/** Of the latest run of the escalation. */
async function runOf({ call }: Played): Promise<string> {
  return (await call.handle.describe()).runId;
}

function callbackOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'callbackUri' in body ? body.callbackUri : undefined;
}
