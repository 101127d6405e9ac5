import { normalizeId } from '../contract/call-id.ts';
import type { InvitedPerson } from '../contract/invite.ts';
import { inviteByStay } from '../run/activity-options.ts';
import type { InvitingEnd } from '../run/inviting/invite-people.ts';
import { type Guest, settle } from '../run/inviting/party.ts';
import { addToTimeline } from '../run/timeline.ts';
import type { Invitation } from './invitation.ts';

/**
 * Whoever stays in the call invites for all, one request after the other, and knows each by its id. Two callers of one request may
 * have come to see the call before and after the stay began: so the stay is asked first, and nobody is rung twice.
 * @returns undefined where nobody stays in the call, or it is ending; then the invitation is its own
 */
export async function askStay({ run, input, state }: Invitation): Promise<InvitingEnd | undefined> {
  if (state.cancelRequested) return undefined;
  const { call, requestId, participants, together } = input;
  const answer = await inviteByStay({ callId: call.id, requestId, participants, together });
  switch (answer.kind) {
    case 'notTaken':
      return undefined;
    case 'invited':
      addToTimeline(run, { what: 'Invited by the stay in the call', leg: 'multiparty' });
      take(state.party, answer.people);
      return { kind: 'done' };
    case 'unknown':
      addToTimeline(run, {
        what: `The stay in the call was inviting them, and was cut off: ${answer.message}`,
        leg: 'multiparty',
      });
      for (const guest of state.party) settle(guest, 'unknown');
      return { kind: 'done' };
    case 'refused':
      take(state.party, answer.people);
      return { kind: 'refused', failure: { type: answer.type, error: new Error(answer.message) } };
  }
}

/** Whoever came first with this request id may have named others: of those whom it did not name, its outcome says nothing. */
function take(party: readonly Guest[], people: readonly InvitedPerson[]): void {
  for (const guest of party) {
    const id = normalizeId(guest.participant.user.id);
    const { outcome, ...more } = people.find(({ user }) => normalizeId(user.id) === id) ?? NOT_NAMED;
    settle(guest, outcome, more);
  }
}

const NOT_NAMED = {
  outcome: 'unknown',
  resultInfo: { message: 'This request was made before, and did not name this person. Another request id invites them.' },
} satisfies Partial<InvitedPerson>;
