import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InviteToCallInput } from '../../workflows/client/index.ts';
import type { StayAnswer } from '../../workflows/contract/activities.ts';
import { containing } from '../support/matchers.ts';
import { nextRun } from '../workflows/client/stand-in/next-run.ts';
import { outcomes, request } from '../workflows/client/stand-in/requests.ts';
import { startStandIn, type StandIn } from '../workflows/client/stand-in/start-stand-in.ts';
import { ANSWER, ENDS_SLOWLY, NOT_PERMITTED, RINGS } from '../workflows/client/stand-in/what-becomes-of.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

async function ask({ call, requestId, participants }: InviteToCallInput) {
  const { temporal, taskQueue } = standIn;
  const args = [{ callId: call.id, requestId, participants, together: true }];
  const workflow = await temporal.workflow.start('askStay', { workflowId: `ask-${randomUUID()}`, taskQueue, args });
  return {
    answer: () => workflow.result() as Promise<StayAnswer>,
    /** Resolves when the activity is in a later try. */
    triedAgain: () =>
      expect
        .poll(async () => (await workflow.describe()).raw.pendingActivities?.[0]?.attempt ?? 0, { timeout: 20_000 })
        .toBeGreaterThan(2),
  };
}

async function signal(workflowId: string): Promise<void> {
  await standIn.temporal.workflow.getHandle(workflowId).signal(ANSWER);
}

it('nobody stays in the call', async () => {
  const { answer } = await ask(request('ada'));
  expect(await answer()).toEqual({ kind: 'notTaken' });
});

it('somebody stays: the update has the id of the request, and is asked for until everybody has an outcome', async () => {
  const input = request(RINGS);
  const stay = await standIn.calls.stay({ call: input.call });
  const { answer, triedAgain } = await ask(input);
  await triedAgain();
  await signal(stay.workflowId);
  expect(await answer()).toEqual({ kind: 'invited', people: outcomes('joined') });
  expect(await stay.state(), 'rung once').toMatchObject({ invites: outcomes('joined') });
  expect(await stay.invite(input.requestId, input.participants)).toEqual(outcomes('joined'));
  expect((await stay.state()).invites.length, 'the same request, by another caller').toBe(1);
});

it('the request was made before, in an earlier run of the stay', async () => {
  const input = request('ada');
  const stay = await standIn.calls.stay({ call: input.call });
  await stay.invite(input.requestId, input.participants);
  await nextRun(standIn, stay.workflowId);
  const { answer } = await ask(input);
  expect(await answer()).toEqual({ kind: 'invited', people: outcomes('joined') });
  expect((await stay.state()).invites.length).toBe(1);
});

it('the call is ending', async () => {
  const { participants, requestId, call } = request('ada');
  const ending = { ...call, id: `${ENDS_SLOWLY}-${call.id}` };
  const stay = await standIn.calls.stay({ call: ending });
  await stay.cancel();
  await expect.poll(() => stay.state()).toMatchObject({ status: 'leaving' });
  const { answer } = await ask({ participants, requestId, call: ending });
  expect(await answer()).toEqual({ kind: 'notTaken' });
  await signal(stay.workflowId);
});

it('Graph refuses a request for good', async () => {
  const input = request(NOT_PERMITTED);
  await standIn.calls.stay({ call: input.call });
  const { answer } = await ask(input);
  const refused = { kind: 'refused', type: 'PermissionMissing', message: containing('Calls.Invite.All') };
  expect(await answer()).toEqual({ ...refused, people: outcomes('failed') });
});

it('the stay is terminated while people ring', async () => {
  const input = request(RINGS);
  const stay = await standIn.calls.stay({ call: input.call });
  const { answer, triedAgain } = await ask(input);
  await triedAgain();
  await standIn.temporal.workflow.getHandle(stay.workflowId).terminate();
  expect(await answer()).toEqual({ kind: 'unknown', message: containing('completed before the Update') });
});
