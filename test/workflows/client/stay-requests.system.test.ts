import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StayFailed, UpdateRefused } from '../../../workflows/client/index.ts';
import { containing } from '../../support/matchers.ts';
import { nextRun } from './stand-in/next-run.ts';
import { newCall, people } from './stand-in/requests.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';
import { NOT_PERMITTED } from './stand-in/what-becomes-of.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

describe('a request to a stay', () => {
  it('to remove somebody is refused if they are not in the call, and safe to repeat', async () => {
    const stay = await standIn.calls.stay(newCall());
    const refusal = await stay.remove({ participantId: 'nobody' }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UpdateRefused);
    expect(refusal).toMatchObject({ update: 'removeParticipant', message: containing('nobody is not in the call') });
    const requestId = 'remove.1';
    expect(await stay.remove({ user: { id: 'somebody' } }, { requestId })).toEqual({ removed: true });
    await nextRun(standIn, stay.workflowId);
    expect(await stay.remove({ user: { id: 'somebody' } }, { requestId })).toEqual({ removed: true });
  });

  it('to remove somebody is not taken for an invite with the same request id', async () => {
    const stay = await standIn.calls.stay(newCall());
    expect(await stay.invite('1', people('ada'))).toMatchObject([{ outcome: 'joined' }]);
    expect(await stay.remove({ user: { id: 'ada' } }, { requestId: '1' })).toEqual({ removed: true });
  });

  it('to invite is checked before it is sent, and refused after the end', async () => {
    const stay = await standIn.calls.stay(newCall());
    await expect(stay.invite('1', people('ada', 'ada'))).rejects.toThrow(/participants\[1\]\.user\.id: is listed twice/);
    await expect(stay.invite('1', people(NOT_PERMITTED))).rejects.toMatchObject({ kind: 'PermissionMissing' });
    await stay.leave();
    await expect(stay.invite('2', people('ada'))).rejects.toThrow('inviteParticipants was refused: the stay has ended');
  });

  it('to leave is one, however often it is made', async () => {
    const stay = await standIn.calls.stay(newCall());
    const [one, other] = await Promise.all([stay.leave(), stay.leave()]);
    expect(one).toEqual(other);
  });

  it('fails with the stay when that is terminated: no code ran', async () => {
    const stay = await standIn.calls.stay(newCall());
    await standIn.temporal.workflow.getHandle(stay.workflowId).terminate();
    for (const ended of [stay.result(), stay.leave()]) {
      const failure = await ended.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StayFailed);
      expect(failure).toMatchObject({ kind: 'Terminated', message: containing('45 minutes') });
    }
  });
});
