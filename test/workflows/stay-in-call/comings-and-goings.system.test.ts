import { expect, it, onTestFinished } from 'vitest';
import type { StayHandle } from '../../../workflows/client/stay-handle.ts';
import { normalizeId } from '../../../workflows/contract/call-id.ts';
import { FIELD_FORMS, type Forms } from '../../graph-simulator/model/forms.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { CLARK } from '../../support/seed-people.ts';
import { startSystem } from '../../support/system.ts';
import { runCall } from '../run-call.ts';

async function people(stay: StayHandle): Promise<(string | undefined)[]> {
  return (await stay.people()).map(({ userId }) => userId);
}

const clark = normalizeId(CLARK.user.id);

// Rosters of live calls have no sequence numbers; those of today's type have.
it.each<Forms>([FIELD_FORMS, { ...FIELD_FORMS, rosterForm: 'full' }])(
  'somebody who comes and goes by themselves is seen to come and to go (rosterForm $rosterForm)',
  async (forms) => {
    const system = await startSystem({ environment: injectedEnvironment(), simulator: forms });
    onTestFinished(() => system.stop());
    const ran = await runCall(system, [], { afterwards: 'stay' });
    await ran.result();
    const id = ran.legs()[1]?.id ?? '';
    const stay = await system.escalations.findStay(id);
    system.simulator.inMeeting(id, { do: 'join', person: CLARK.user });
    await expect.poll(() => people(stay), { timeout: 10_000 }).toContain(clark);
    system.simulator.inMeeting(id, { do: 'leave', who: CLARK.user.id });
    await expect.poll(() => people(stay), { timeout: 10_000 }).not.toContain(clark);
    expect(await stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
  },
);
