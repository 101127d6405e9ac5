import { timelineEntriesOf } from '../call/timeline-entries.ts';
import type { CheckedInviteInput } from '../contract/invite.ts';
import type { Story } from '../run/run.ts';
import { invitationDetails } from './details.ts';
import type { Invitation } from './invitation.ts';
import { snapshot } from './snapshot.ts';

/** What an invitation makes of all that the engine receives. The call is another's: it is neither kept alive nor hung up. @param invitation not asked for before the run is there */
export function invitationStory(invitation: () => Invitation, { participants, policy }: CheckedInviteInput): Story {
  const watched = participants.map(({ user }, index) => ({ id: user.id, title: `Person ${index + 1}` }));
  return {
    probeAfter: policy.probeAfter,
    entriesOf: (before, after) => timelineEntriesOf(invitation().run.state.identity, before, after, watched),
    isSurplus: () => false,
    details: () => invitationDetails(snapshot(invitation())),
  };
}
