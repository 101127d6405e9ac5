import { expect, it, onTestFinished } from 'vitest';
import { normalizeId } from '../../../workflows/contract/call-id.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { CLARK } from '../../support/seed-people.ts';
import { startSystem } from '../../support/system.ts';
import { runCall } from '../run-call.ts';

// A roster of today's type has no number of its own, only each person's: who came last takes the highest along.
it('somebody who comes and goes by themselves is seen to go by rosters that number people', async () => {
  const system = await startSystem({ environment: injectedEnvironment(), simulator: { rosterForm: 'full' } });
  onTestFinished(() => system.stop());
  const ran = await runCall(system, [], { afterwards: 'stay' });
  await ran.result();
  const callId = ran.legs()[1]?.id ?? '';
  const stay = await system.escalations.findStay(callId);
  const people = async () => (await stay.people()).map(({ userId }) => userId && normalizeId(userId));
  const clark = normalizeId(CLARK.user.id);
  system.simulator.inMeeting(callId, { do: 'join', person: CLARK.user });
  await expect.poll(people, { timeout: 60_000 }).toContain(clark);
  system.simulator.inMeeting(callId, { do: 'leave', who: CLARK.user.id });
  await expect.poll(people, { timeout: 60_000 }).not.toContain(clark);
  expect(await stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
});
