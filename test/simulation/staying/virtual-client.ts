import { inviteOnce, type InviteWays } from '../../../workflows/client/invite-once.ts';
import { inviteWorkflowId, stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { InviteToCallInput } from '../../../workflows/contract/invite.ts';
import { INVITE_PARTICIPANTS, INVITE_TO_CALL } from '../../../workflows/contract/names.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { VirtualTemporal, VirtualUpdate } from '../virtual-temporal.ts';

export interface VirtualClient {
  clock: VirtualClock;
  temporal: VirtualTemporal;
  /** ms that the next request to the server takes. */
  latency: () => number;
  /** Is told of each update that it sends. */
  sent: (update: VirtualUpdate) => void;
}

/** Which of the two invites. */
export type Inviter = 'inviteToCall' | 'stayInCall';

/** As the client's `invite`, in its real order; each of its requests takes time, in which much can happen. */
export function inviteAsClient({ clock, temporal, latency, sent }: VirtualClient, input: InviteToCallInput): Promise<Inviter> {
  const { call, requestId, participants, together } = input;
  const [stayId, inviteId] = [stayWorkflowId(call.id), inviteWorkflowId(call.id, requestId)];
  const exists = (workflowId: string) => temporal.runs.some((run) => run.workflowId === workflowId);
  const request = <T>(act: () => T) =>
    new Promise<T>((resolve) => clock.after(latency(), 'request of a client', () => resolve(act())));
  const ways: InviteWays<Inviter> = {
    isStayedIn: () => request(() => exists(stayId)),
    findRun: () => request(() => (exists(inviteId) ? 'inviteToCall' : undefined)),
    updateStay: () =>
      request(() => {
        const argument = { participants, ...(together !== undefined && { together }) };
        const update = temporal.update(stayId, INVITE_PARTICIPANTS, [argument], requestId);
        if (update) sent(update);
        return update && 'stayInCall';
      }),
    startRun: () =>
      request(() => {
        temporal.start(INVITE_TO_CALL, inviteId, [input], [], 'REJECT_DUPLICATE');
        return 'inviteToCall';
      }),
  };
  return inviteOnce(ways);
}
