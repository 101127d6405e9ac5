import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { VirtualSystem } from '../virtual-system.ts';
import type { StayScript } from './stay-script.ts';

const LOST_FOR = 1_000;

/** What happens before there is a stay. */
export function playEarly(
  { clock, teams, temporal, tell }: VirtualSystem,
  { early }: StayScript,
  p2pCallId: string,
  lose: (ms: number) => void,
): void {
  if (!early) return;
  clock.after(early.at, 'early happening', () => {
    tell(`happens: ${early.what}`);
    if (early.what === 'cancel') temporal.cancel(escalationWorkflowId(p2pCallId));
    if (early.what === 'lose') lose(LOST_FOR);
    const leg = teams.legs().findLast(({ kind }) => kind === 'multiparty');
    if (early.what === 'end' && leg) teams.inMeeting(leg.id, { do: 'removeBot' });
    if (early.what === 'callerLeaves' && leg) teams.inMeeting(leg.id, { do: 'leave', who: 'caller' });
  });
}
