import { randomUUID } from 'node:crypto';
import {
  ApplicationFailure,
  CancelledFailure,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
} from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_TO_CALL } from '../../../workflows/contract/names.ts';
import { inviteStartOptions } from '../../../workflows/contract/start-options.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { containing } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { type OtherCalls, otherCalls, somebody, type StartedInvite, startInvite } from './other-calls.ts';

let system: System;
let others: OtherCalls;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  others = otherCalls(system);
});
afterAll(async () => {
  await others.close();
  await system.stop();
});

/** Rings until long after the test. */
const RINGS_ON = { person: 'anybody', answers: 'unanswered', afterMs: 60_000, times: 'always' } as const;

async function failureOf({ result }: Pick<StartedInvite, 'result'>): Promise<unknown> {
  const error: unknown = await result().then(
    () => undefined,
    (rejected: unknown) => rejected,
  );
  return error instanceof WorkflowFailedError ? error.cause : error;
}

/** As for any other service that gets the id or the input wrong. */
async function startedAs(workflowId: string, call: { id: string; tenantId: string }, participants: object[]) {
  const requestId = 'request-1';
  const handle = await system.client.workflow.start(INVITE_TO_CALL, {
    ...inviteStartOptions(call, requestId),
    workflowId,
    taskQueue: system.bot.taskQueue,
    args: [{ requestId, call: { id: call.id, tenantId: call.tenantId }, participants }],
  });
  return { result: () => handle.result() };
}

describe('the call ends', () => {
  it.each([{ told: true }, { told: false }])('while somebody rings (%j): whoever is out has failed', async ({ told }) => {
    const call = await others.call();
    call.script({ ...RINGS_ON, nth: 2 });
    const people = [somebody(), somebody(), somebody()];
    // On a busy machine no deadline is to come before the end of the call.
    const started = await call.invite(people, { together: false, policy: { inviteWithin: 30_000 } });
    await call.ringing(2);
    system.simulator.inMeeting(call.id, { do: 'end', told });
    const result = await started.result();
    expect(result.callEnded).toBe(true);
    expect(result.people.map(({ outcome }) => outcome)).toEqual(['joined', 'failed', 'failed']);
    expect(call.invites().length).toBe(2);
    expect(await started.snapshot()).toMatchObject({ status: 'done', callId: call.id });
  });

  it('before anybody was invited: nothing is sent', async () => {
    const call = await others.call();
    await others.service.hangUp(call.tenantId, call.id);
    const { result } = await call.invite([somebody()]);
    expect(await result()).toMatchObject({ callEnded: true, people: [{ outcome: 'failed' }] });
    expect(call.invites()).toEqual([]);
  });
});

describe('what an operator must fix fails the run, with an InviteResult', () => {
  it('PermissionMissing', async () => {
    const call = await others.call();
    const body = { errorCode: '7504', message: 'Insufficient enterprise tenant permissions, cannot access this API.' };
    call.script({ request: 'invite', do: 'reply', status: 403, body, nth: 2 });
    const people = [somebody(), somebody(), somebody()];
    const started = await call.invite(people, { together: false, context: 'ticket 4711' });
    const failure = await failureOf(started);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'PermissionMissing', nonRetryable: true, message: containing('7504') });
    const [first, second, third] = people.map(({ user: { id } }) => ({ id }));
    expect(failure).toMatchObject({
      details: [
        {
          callId: call.id,
          context: 'ticket 4711',
          people: [
            { user: first, outcome: 'joined' },
            { user: second, outcome: 'failed' },
            { user: third, outcome: 'failed' },
          ],
        },
      ],
    });
    expect(call.invites().length).toBe(2);
    expect(await started.snapshot()).toMatchObject({ status: 'failed', context: 'ticket 4711' });
  });

  it('InvalidInput: names the field, and sends nothing', async () => {
    const call = await others.call();
    const { workflowId } = inviteStartOptions(call, 'request-1');
    const failure = await failureOf(await startedAs(workflowId, call, []));
    expect(failure).toMatchObject({
      type: 'InvalidInput',
      message: containing('participants'),
      details: [{ callId: call.id, people: [], timeline: [] }],
    });
    expect(call.requests()).toEqual([]);
  });

  it('InvalidInput: another workflow id than its own, under which one request could ring twice', async () => {
    const call = await others.call();
    const failure = await failureOf(await startedAs(`invite-${randomUUID()}`, call, [somebody()]));
    expect(failure).toMatchObject({ type: 'InvalidInput', message: containing('workflow id') });
    expect(call.requests()).toEqual([]);
  });
});

describe('cancelled', () => {
  it('invites nobody more, awaits who rings, and ends as cancelled; the query tells', async () => {
    const call = await others.call();
    call.script({ person: 'anybody', answers: 'accepted', afterMs: 700 });
    const started = await call.invite([somebody(), somebody()], { together: false });
    await call.ringing();
    await started.handle.cancel();
    expect(await failureOf(started)).toBeInstanceOf(CancelledFailure);
    const { status, people } = await started.snapshot();
    expect(status).toBe('cancelled');
    expect(people.map(({ outcome }) => outcome)).toEqual(['joined', 'waiting']);
    expect(call.invites().length).toBe(1);
  });
});

describe('started twice with one request id', () => {
  it('is refused while the first runs, and when it has ended: nobody rings twice', async () => {
    const call = await others.call();
    call.script({ person: 'anybody', answers: 'accepted', afterMs: 300 });
    const again = { requestId: 'ticket-4711', call: { id: call.id, tenantId: call.tenantId }, participants: [somebody()] };
    const { result } = await startInvite(system, again);
    await expect(startInvite(system, again)).rejects.toBeInstanceOf(WorkflowExecutionAlreadyStartedError);
    await result();
    await expect(startInvite(system, again)).rejects.toBeInstanceOf(WorkflowExecutionAlreadyStartedError);
    expect(call.invites().length).toBe(1);
  });
});
