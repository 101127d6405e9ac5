import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { containing } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { settled, startStay } from '../stay-in-call/start-stay.ts';
import { somebody, startInvite } from './other-calls.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

it('an invite into a call in which somebody stays is carried out by the stay, once for all who make the request', async () => {
  const started = await startStay(system);
  await settled(started);
  const [ada, bert] = [somebody(), somebody()];
  const again = { call: started.call, requestId: 'ticket-4711' };
  const invite = await startInvite(system, { ...again, participants: [ada], context: 'ticket 4711' });
  const { people, timeline, context } = await invite.result();
  expect({ people, context }).toEqual({ people: [{ user: ada.user, outcome: 'joined' }], context: 'ticket 4711' });
  expect(timeline).toContainEqual(expect.objectContaining({ what: 'Invited by the stay in the call' }));
  expect(await invite.snapshot()).toMatchObject({ status: 'done', people: [{ outcome: 'joined' }] });
  expect(await started.stay.state()).toMatchObject({ invites: [{ user: ada.user, outcome: 'joined' }] });

  await started.stay.invite('ticket-4712', [bert]);
  const late = await startInvite(system, { call: started.call, requestId: 'ticket-4712', participants: [bert, ada] });
  const [first, second] = (await late.result()).people;
  expect(first).toEqual({ user: bert.user, outcome: 'joined' });
  expect(second, 'not named by who came first').toMatchObject({
    outcome: 'unknown',
    resultInfo: { message: containing('before') },
  });
  expect(started.rung()).toEqual([ada.user.id, bert.user.id]);
  await started.stay.leave();
});

it('what Graph refuses the stay fails the run as well', async () => {
  const body = { errorCode: '7504', message: 'Insufficient enterprise tenant permissions, cannot access this API.' };
  const started = await startStay(system, { faults: [{ request: 'invite', do: 'reply', status: 403, body }] });
  await settled(started);
  const invite = await startInvite(system, { call: started.call, participants: [somebody()] });
  const failure = await invite.result().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WorkflowFailedError);
  expect(failure).toMatchObject({
    cause: { type: 'PermissionMissing', message: containing('7504'), details: [{ people: [{ outcome: 'failed' }] }] },
  });
  await started.stay.leave();
});
