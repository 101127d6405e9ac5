import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput, InviteNotFound, type InviteToCallInput } from '../../../workflows/client/index.ts';
import { inviteWorkflowId } from '../../../workflows/contract/call-id.ts';
import { outcomes, people, request, resultOf, runIdOf } from './stand-in/requests.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';
import { ANSWER, DECLINES, NOT_PERMITTED, RINGS } from './stand-in/what-becomes-of.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

describe('an invite into a call in which nobody stays', () => {
  it('is a workflow of its own, whose result and state it hands out', async () => {
    const input = { ...request('ada', DECLINES), context: 'ticket 7' };
    const invite = await standIn.calls.invite(input);
    expect(invite).toMatchObject({ kind: 'inviteToCall', joined: false, workflowId: idOf(input), requestId: input.requestId });
    expect(await invite.result()).toMatchObject({
      callId: input.call.id,
      context: 'ticket 7',
      people: outcomes('joined', 'declined'),
    });
    expect(await invite.state()).toMatchObject({ status: 'done' });
    expect(await standIn.calls.findInvite(input.call.id, input.requestId)).toMatchObject({ joined: true });
  });

  it('of a request that runs or has ended is joined, whatever its input', async () => {
    const input = request(RINGS);
    const first = await standIn.calls.invite(input);
    const second = await standIn.calls.invite({ ...input, participants: people('eve') });
    expect(second).toMatchObject({ kind: 'inviteToCall', joined: true, runId: runIdOf(first) });
    await answer(first.workflowId);
    expect(await second.result()).toMatchObject({ people: [{ user: { id: RINGS } }] });
    expect(await (await standIn.calls.invite(input)).result(), 'ended').toEqual(await first.result());
  });

  it('made twice at once is one', async () => {
    const input = request('ada');
    const both = await Promise.all([standIn.calls.invite(input), standIn.calls.invite(input)]);
    expect(new Set(both.map(runIdOf)).size).toBe(1);
  });

  it('can be cancelled', async () => {
    const invite = await standIn.calls.invite(request(RINGS));
    if (invite.kind !== 'inviteToCall') throw new Error('not a workflow');
    await invite.cancel();
    await expect(invite.result()).rejects.toMatchObject({ name: 'InviteFailed', kind: 'Cancelled', details: undefined });
    await invite.cancel();
  });

  it('failed: the kind names what an operator must fix, the details what became of each person', async () => {
    await expect(standIn.calls.invite(request(NOT_PERMITTED)).then(resultOf)).rejects.toMatchObject({
      kind: 'PermissionMissing',
      details: { people: outcomes('failed') },
    });
  });

  it.each<[string, Partial<InviteToCallInput>, RegExp]>([
    ['a request id with a slash', { requestId: 'a/b' }, /requestId: must be 1 to 64/],
    ['nobody', { participants: [] }, /participants: must name at least one person/],
    ['somebody twice', { participants: people('ada', 'ADA') }, /participants\[1\]\.user\.id: is listed twice/],
  ])('refuses %s, and starts nothing', async (_, wrong, why) => {
    const input = { ...request('ada'), ...wrong };
    const refusal = await standIn.calls.invite(input).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidInput);
    expect(refusal).toMatchObject({ of: 'invite', message: expect.stringMatching(why) as unknown });
    await expect(standIn.calls.findInvite(input.call.id, input.requestId)).rejects.toThrow(InviteNotFound);
  });
});

function idOf({ call, requestId }: InviteToCallInput): string {
  return inviteWorkflowId(call.id, requestId);
}

async function answer(workflowId: string): Promise<void> {
  await standIn.temporal.workflow.getHandle(workflowId).signal(ANSWER);
}
