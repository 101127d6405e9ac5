import type { NotInvited } from '../../contract/invite.ts';
import { hangUp } from '../../run/hang-up.ts';
import { invitePeople } from '../../run/inviting/invite-people.ts';
import { invitedPerson, newParty } from '../../run/inviting/party.ts';
import { waitFor } from '../../run/wait.ts';
import type { Escalation } from '../escalation.ts';
import { inviteContext } from '../invite-context.ts';
import { activeLegOf } from '../legs.ts';
import { enterStatus } from '../status.ts';

/**
 * Invites further people, once the caller is in. The caller is escalated whatever becomes of them, so nothing of it ends the
 * escalation otherwise: `notInvited` tells who is not in.
 */
export async function inviteOthers(escalation: Escalation): Promise<void> {
  const { run, input, state } = escalation;
  enterStatus(escalation, 'inviting');
  state.others = newParty(input.invite, true, input.policy.inviteAttempts - 1);
  let isOver = false;
  const inviting = invitePeople(run, state.others, {
    policy: input.policy,
    leg: () => activeLegOf(escalation),
    contextOf: (n) => inviteContext(escalation, n),
    isStopped: () => state.cancelRequested,
  }).then(() => {
    isOver = true;
    run.live.wake();
  });
  await waitFor(run, () => isOver || state.cancelRequested);
  // Cancelled, our leg is hung up at once, and with it ends whatever rings.
  if (!isOver) await hangUp(run, activeLegOf(escalation));
  await inviting;
}

/** Who of them is not in, as far as anybody knows: all, where the move showed itself too late to invite them. */
export function notInvited({ state, input }: Escalation): NotInvited[] {
  return (state.others ?? newParty(input.invite, true, 0))
    .map(invitedPerson)
    .flatMap(({ user, outcome, resultInfo }): NotInvited[] => {
      if (outcome === 'joined' || outcome === 'inLobby' || outcome === 'alreadyIn') return [];
      return [{ user, reason: outcome, ...(resultInfo && { resultInfo }) }];
    });
}
