import type { InviteSnapshot } from '../contract/invite.ts';
import { allWaits } from '../run/all-waits.ts';
import type { Invitation } from './invitation.ts';

/** What the query answers: the invitation as it stands. */
export function snapshot({ input, state, run }: Invitation): InviteSnapshot {
  const waitingFor = allWaits([...run.live.pendingWaits].flatMap(({ shown }) => shown ?? []));
  return {
    status: state.status,
    callId: input.call.id,
    ...(input.context !== undefined && { context: input.context }),
    people: state.party.map(({ participant, progress }) => ({ user: { id: participant.user.id }, outcome: progress })),
    ...(waitingFor && { waitingFor }),
    timeline: run.state.timeline,
  };
}
