import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InviteFailed, InviteNotFound, UpdateRefused } from '../../../workflows/client/index.ts';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { containing } from '../../support/matchers.ts';
import { nextRun } from './stand-in/next-run.ts';
import { outcomes, request, resultOf, runIdOf } from './stand-in/requests.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';
import { ANSWER, DECLINES, ENDS_SLOWLY, NOT_PERMITTED, RINGS } from './stand-in/what-becomes-of.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

describe('an invite into a call in which somebody stays', () => {
  it('is an update of the stay, and has the same result', async () => {
    const input = { ...request('ada', DECLINES), context: 'ticket 7' };
    await standIn.calls.stay({ call: input.call });
    const invite = await standIn.calls.invite(input);
    expect(invite).toMatchObject({ kind: 'stayInCall', workflowId: stayWorkflowId(input.call.id) });
    expect(await invite.result()).toEqual({ callId: input.call.id, context: 'ticket 7', people: outcomes('joined', 'declined') });
    expect(await invite.state()).toMatchObject({ status: 'staying', invites: outcomes('joined', 'declined') });
    await expect(standIn.calls.findInvite(input.call.id, input.requestId)).rejects.toThrow(InviteNotFound);
  });

  it('rings nobody twice when it comes again, at once, in a later run, or after the end', async () => {
    const input = request('ada');
    const stay = await standIn.calls.stay({ call: input.call });
    const both = await Promise.all([standIn.calls.invite(input), standIn.calls.invite(input)]);
    await Promise.all(both.map(resultOf));
    await nextRun(standIn, stay.workflowId);
    const third = await standIn.calls.invite(input);
    expect(await third.result()).toMatchObject({ people: outcomes('joined') });
    expect(await stay.state()).toMatchObject({ invites: outcomes('joined') });
    await stay.leave();
    const fourth = await standIn.calls.invite(input);
    expect(fourth.kind).toBe('stayInCall');
    expect(await fourth.result()).toEqual(await third.result());
  });

  it('is read from the run that took it, which may have continued as new meanwhile', async () => {
    const input = request(RINGS);
    const stay = await standIn.calls.stay({ call: input.call });
    const invite = await standIn.calls.invite(input);
    const result = invite.result();
    await answer(stay.workflowId);
    await nextRun(standIn, stay.workflowId);
    expect(await result).toMatchObject({ people: outcomes('joined') });
    expect(await invite.result(), 'asked again').toEqual(await result);
  });

  it('was made before anybody stayed: its workflow is handed out, and nobody is rung again', async () => {
    const input = request(RINGS);
    const first = await standIn.calls.invite(input);
    const stay = await standIn.calls.stay({ call: input.call });
    expect(await standIn.calls.invite(input)).toMatchObject({ kind: 'inviteToCall', runId: runIdOf(first) });
    await answer(first.workflowId);
    expect(await stay.invite(input.requestId, input.participants)).toEqual(outcomes('joined'));
    expect(await stay.state()).toMatchObject({ invites: [] });
  });

  it('is refused once the call is ending', async () => {
    const input = request('ada');
    const call = { ...input.call, id: `${ENDS_SLOWLY}-${input.call.id}` };
    const stay = await standIn.calls.stay({ call });
    await stay.cancel();
    await expect.poll(() => stay.state()).toMatchObject({ status: 'leaving' });
    const refusal = await standIn.calls.invite({ ...input, call }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UpdateRefused);
    expect(refusal).toMatchObject({ workflowId: stay.workflowId, message: containing('the call is ending') });
    await answer(stay.workflowId);
    expect(await stay.result()).toMatchObject({ outcome: 'left' });
    expect(await standIn.calls.invite({ ...input, call }), 'after its end').toMatchObject({ kind: 'inviteToCall' });
  });

  it('fails as the workflow would', async () => {
    const input = request(NOT_PERMITTED);
    await standIn.calls.stay({ call: input.call });
    const failure = await standIn.calls
      .invite(input)
      .then(resultOf)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InviteFailed);
    expect(failure).toMatchObject({ kind: 'PermissionMissing', details: { people: outcomes('failed') } });
  });

  it('is not sent again after the stay was terminated while it rang', async () => {
    const input = request(RINGS);
    const stay = await standIn.calls.stay({ call: input.call });
    const invite = await standIn.calls.invite(input);
    await standIn.temporal.workflow.getHandle(stay.workflowId).terminate();
    await expect(invite.result()).rejects.toMatchObject({ name: 'InviteFailed', kind: 'Terminated' });
    const again = await standIn.calls.invite(input);
    expect(again.kind).toBe('stayInCall');
    await expect(again.result()).rejects.toMatchObject({ kind: 'Terminated' });
  });
});

async function answer(workflowId: string): Promise<void> {
  await standIn.temporal.workflow.getHandle(workflowId).signal(ANSWER);
}
