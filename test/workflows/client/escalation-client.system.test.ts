import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EscalateCallInput, EscalationClient } from '../../../workflows/client/index.ts';
import { EscalationFailed, EscalationNotFound, InvalidEscalationInput } from '../../../workflows/client/index.ts';
import { FAST_TIMINGS } from '../../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { containing, matching } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';
import { callWithoutRoute } from './call-without-route.ts';

const MINUTE = 60_000;

let system: System;
let escalations: EscalationClient;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: { ...FAST_TIMINGS, stuck: MINUTE } } });
  escalations = system.escalations;
});
afterAll(() => system.stop());
beforeEach(() => system.simulator.clearScript());

describe('start', () => {
  it('starts an escalation, whose result and state it hands out', async () => {
    const input = callWithoutRoute(system);
    const escalation = await escalations.start(input);
    expect(escalation).toMatchObject({ joined: false, workflowId: containing('escalation-') });
    expect(await escalation.result()).toMatchObject({ outcome: 'escalated', p2pCallId: input.p2pCall.id });
    expect(await escalation.state()).toMatchObject({ status: 'escalated', p2pCall: { state: 'terminated' } });
    await escalation.cancel();
    expect(await escalation.result(), 'cancelled too late').toMatchObject({ outcome: 'escalated' });
  });

  it('joins the one that runs, whatever its input', async () => {
    const input = stuck();
    const first = await escalations.start(input);
    const second = await escalations.start({ ...input, subject: 'Something else' }, { again: true });
    expect(second).toMatchObject({ joined: true, runId: first.runId });
    await second.cancel();
    await expect(first.result()).rejects.toThrow(EscalationFailed);
  });

  it('hands out the one that has ended, and starts anew only when told to', async () => {
    const input = callWithoutRoute(system);
    const first = await escalations.start(input);
    const result = await first.result();
    const second = await escalations.start(input);
    expect(second).toMatchObject({ joined: true, runId: first.runId });
    expect(await second.result()).toEqual(result);

    const third = await escalations.start(input, { again: true });
    expect(third.joined).toBe(false);
    expect(third.runId).not.toBe(first.runId);
    expect(await third.result()).toMatchObject({ outcome: 'notEscalated', p2pCall: 'ended' });
    expect(await first.result(), 'read by its own run').toEqual(result);
  });

  it.each<[string, Partial<EscalateCallInput>, RegExp]>([
    ['a slip in a name', { policy: { answerWithn: 3 } } as object, /policy\.answerWithn: unknown field/],
    ['a duration that is none', { policy: { leaveAfter: 'soon' } }, /policy\.leaveAfter/],
    ['a link of somebody else', { meeting: { joinUrl: 'https://example.com/l/meetup-join/x' } }, /meeting\.joinUrl/],
  ])('refuses %s, and starts nothing', async (_, wrong, why) => {
    const input = { ...callWithoutRoute(system), ...wrong };
    await expect(escalations.start(input)).rejects.toThrow(InvalidEscalationInput);
    await expect(escalations.start(input)).rejects.toThrow(why);
    await expect(escalations.find(input.p2pCall.id)).rejects.toThrow(EscalationNotFound);
  });
});

describe('find', () => {
  it('finds the escalation of a call, however its id is written', async () => {
    const input = stuck();
    const { runId } = await escalations.start(input);
    const found = await escalations.find(input.p2pCall.id.toLowerCase());
    expect(found).toMatchObject({ joined: true, runId });
    expect(await found.state()).toMatchObject({ p2pCall: { id: input.p2pCall.id } });
    await found.cancel();
  });

  it('says that there is none', async () => {
    const id = randomUUID();
    await expect(escalations.find(id)).rejects.toThrow(`There is no escalation of P2P call ${id}`);
    await expect(escalations.find(id)).rejects.toBeInstanceOf(EscalationNotFound);
  });
});

describe('an escalation without a result', () => {
  it('was cancelled: it tidied up, and a second time changes nothing', async () => {
    const escalation = await escalations.start(stuck());
    await escalation.cancel();
    await expect(escalation.result()).rejects.toMatchObject({ name: 'EscalationFailed', kind: 'Cancelled', details: undefined });
    expect(await escalation.state()).toMatchObject({ status: 'cancelled' });
    await escalation.cancel();
    await expect(escalation.result()).rejects.toMatchObject({ kind: 'Cancelled' });
  });

  it('failed: the kind names what an operator must fix, the details where the calls stand', async () => {
    const body = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } };
    system.simulator.script([{ request: 'createCall', do: 'reply', status: 403, body, times: 'always' }]);
    const input = callWithoutRoute(system);
    const failure = await toEscalationFailed(await escalations.start(input));
    expect(failure).toMatchObject({ kind: 'PermissionMissing', message: matching(/./), workflowId: containing('escalation-') });
    expect(failure.details).toMatchObject({ during: 'creating', p2pCall: 'kept', p2pCallId: input.p2pCall.id });
    expect(failure.details?.timeline.length).toBeGreaterThan(0);
  });

  it('was terminated: no code ran', async () => {
    const escalation = await escalations.start(stuck());
    await system.client.workflow.getHandle(escalation.workflowId).terminate();
    expect(await toEscalationFailed(escalation)).toMatchObject({ kind: 'Terminated', message: containing('45 minutes') });
  });
});

/** An escalation that waits for its multiparty leg until it is cancelled, and longer than a busy machine takes for a test. */
function stuck(): EscalateCallInput {
  system.simulator.script([{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }]);
  return callWithoutRoute(system, { policy: { ...TEST_POLICY, establishWithin: MINUTE } });
}

async function toEscalationFailed(escalation: { result(): Promise<unknown> }): Promise<EscalationFailed> {
  try {
    await escalation.result();
  } catch (error) {
    if (error instanceof EscalationFailed) return error;
    throw error;
  }
  throw new Error('The escalation has a result');
}
