import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput, StayNotFound, UpdateRefused } from '../../../workflows/client/index.ts';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { nextRun } from './stand-in/next-run.ts';
import { newCall, people } from './stand-in/requests.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

describe('a stay', () => {
  it('is started, tells who is in the call, and ends with its result', async () => {
    const input = { ...newCall(), context: 'ticket 7' };
    const stay = await standIn.calls.stay(input);
    expect(stay).toMatchObject({ joined: false, workflowId: stayWorkflowId(input.call.id) });
    expect(await stay.people()).toMatchObject([{ userId: 'somebody', inLobby: false }]);
    expect(await stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked', callId: input.call.id, context: 'ticket 7' });
    expect(await stay.result()).toEqual(await stay.leave());
    expect(await stay.state()).toMatchObject({ status: 'left' });
  });

  it('that runs or has ended is joined, whatever its input: a call id never comes back', async () => {
    const input = newCall();
    const first = await standIn.calls.stay(input);
    const second = await standIn.calls.stay({ ...input, context: 'another' });
    expect(second).toMatchObject({ joined: true, runId: first.runId });
    await second.leave();
    const third = await standIn.calls.stay(input);
    expect(third).toMatchObject({ joined: true, runId: first.runId });
    expect(await third.result()).toEqual(await first.result());
  });

  it.each<[string, object, RegExp]>([
    ['a slip in a name', { policy: { aloneFr: 3 } }, /policy\.aloneFr: unknown field/],
    ['what only we carry over', { carried: {} }, /carried: unknown field/],
  ])('refuses %s, and starts nothing', async (_, wrong, why) => {
    const input = { ...newCall(), ...wrong };
    const refusal = await standIn.calls.stay(input).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidInput);
    expect(refusal).toMatchObject({ of: 'stay', message: expect.stringMatching(why) as unknown });
    await expect(standIn.calls.findStay(input.call.id)).rejects.toThrow(StayNotFound);
  });

  it('is found by its call, however its id is written; or there is none', async () => {
    const { call } = newCall();
    const { runId } = await standIn.calls.stay({ call });
    expect(await standIn.calls.findStay(call.id.toUpperCase())).toMatchObject({ joined: true, runId });
    const id = randomUUID();
    await expect(standIn.calls.findStay(id)).rejects.toThrow(`There is no stay in call ${id}`);
  });
});

describe('a handle of a stay', () => {
  it('survives that the stay continues as new, and finds the first run when joined later', async () => {
    const { call } = newCall();
    const stay = await standIn.calls.stay({ call });
    const result = stay.result();
    await stay.invite('1', people('ada'));
    await nextRun(standIn, stay.workflowId);
    expect(await standIn.calls.findStay(call.id)).toMatchObject({ runId: stay.runId });
    expect(await stay.people()).toMatchObject([{ userId: 'somebody' }, { userId: 'ada' }]);
    expect(await stay.remove({ user: { id: 'ada' } })).toEqual({ removed: true });
    await nextRun(standIn, stay.workflowId);
    await stay.cancel();
    expect(await result).toMatchObject({ outcome: 'left', reason: 'asked' });
    await stay.cancel();
  });

  it('has the result also after the retention period has taken the first run', async () => {
    const { call } = newCall();
    const stay = await standIn.calls.stay({ call });
    await nextRun(standIn, stay.workflowId);
    const { namespace, temporal } = standIn;
    const workflowExecution = { workflowId: stay.workflowId, runId: stay.runId };
    await temporal.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
    const first = temporal.workflow.getHandle(stay.workflowId, stay.runId);
    await expect
      .poll(
        () =>
          first.describe().then(
            () => 'there',
            () => 'gone',
          ),
        { timeout: 60_000 },
      )
      .toBe('gone');
    await stay.leave();
    expect(await stay.result()).toMatchObject({ outcome: 'left' });
  });

  it('never reaches another chain under its workflow id', async () => {
    const { call } = newCall();
    const stay = await standIn.calls.stay({ call });
    await stay.leave();
    const { taskQueue, temporal } = standIn;
    const { workflowId } = stay;
    const other = await temporal.workflow.start('stayInCall', { workflowId, taskQueue, args: [{ call }] });
    await stay.cancel();
    await expect(stay.remove({ user: { id: 'somebody' } })).rejects.toThrow(UpdateRefused);
    expect(await stay.leave(), 'its own result').toMatchObject({ outcome: 'left' });
    expect((await other.describe()).status.name).toBe('RUNNING');
    await other.terminate();
  });
});
