import { endLeg } from './end-leg.ts';
import type { Leg } from './leg.ts';
import { stateNotification } from './notification-bodies.ts';
import { postOf, type Teams } from './teams.ts';

/** The bot's own DELETE: `terminating`, then the end with 200/7000 (Graph §3.5). */
export function hangUp(teams: Teams, leg: Leg): void {
  if (leg.state === 'terminating') return;
  leg.state = 'terminating';
  for (const cancel of leg.timers) cancel();
  leg.timers.clear();
  const kind = `${leg.kind} terminating` as const;
  teams.post(postOf(leg, kind, stateNotification(teams.settings, leg, 'terminating')));
  const resultInfo = { code: 200, subcode: 7000, message: 'Call was ended by the bot.' };
  teams.world.after(teams.settings.timings.deleted, `${leg.kind} deleted`, () => endLeg(teams, leg, { by: 'bot', resultInfo }));
}
