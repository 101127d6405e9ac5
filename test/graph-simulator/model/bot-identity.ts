import type { Leg } from './leg.ts';
import type { Participant } from './meeting.ts';
import type { Teams } from './teams.ts';

/** The resource account of the bot: an id that is not the app's (Graph §14). */
export const BOT_INSTANCE = 'e1f0c4b2-5d3a-4f6e-9b7c-2a8d1e0f3c46';

/** As whom rosters list the bot. */
export function botIdentity({ script, settings }: Teams, leg: Leg): Participant['identity'] {
  const displayName = 'Test Bot';
  if (script.has('botAsInstance', leg)) return { kind: 'applicationInstance', id: BOT_INSTANCE, displayName };
  return { kind: 'application', id: settings.applicationId, displayName };
}
