import { placeOf, rosterReadSeq } from '../../call/selectors.ts';
import { now } from '../clock.ts';
import { count } from '../metrics.ts';
import type { RequestFailure } from '../request-failure.ts';
import type { Run } from '../run.ts';
import { waitUntil } from '../wait.ts';
import { awaitConfirmations, confirmSeen } from './confirmations.ts';
import { inviteGroup } from './invite-group.ts';
import type { Inviting } from './inviting.ts';
import { type Guest, invitedPerson, isOpen, isWaiting, settle } from './party.ts';

/** How inviting ended; the party says what became of each. `refused`: Graph refused a request for good, which an operator must fix. */
export type InvitingEnd = { kind: 'done' | 'callEnded' | 'stopped' } | { kind: 'refused'; failure: RequestFailure };

/** Graph takes as many in one invite that replaces no call (Graph §3.3). */
const MOST_IN_ONE_REQUEST = 5;
/** For the look around: without an answer everybody is invited alone, and nobody is known to be in already. */
const LOOK_TIMEOUT_MS = 15_000;

/**
 * Invites people into a multiparty call, one request after the other: an operation that comes under a name nobody knows belongs
 * to the one under way (Graph §6, §11.6).
 */
export async function invitePeople(run: Run, party: readonly Guest[], inviting: Inviting): Promise<InvitingEnd> {
  const end = await inviteAll(run, party, inviting);
  for (const guest of party) count('invitedPeople', { outcome: invitedPerson(guest).outcome });
  return end;
}

async function inviteAll(run: Run, party: readonly Guest[], inviting: Inviting): Promise<InvitingEnd> {
  await lookAround(run, inviting);
  let refusal: RequestFailure | undefined;
  while (!refusal && !inviting.isStopped() && !inviting.leg().end) {
    confirmSeen(run, party, inviting);
    settleThoseWhoAreIn(run, party, inviting);
    const group = nextGroup(party, inviting);
    if (group.length === 0) break;
    refusal = await inviteGroup(run, group, inviting);
  }
  await awaitConfirmations(run, party, inviting);
  if (refusal) return { kind: 'refused', failure: refusal };
  if (!party.some(isOpen)) return { kind: 'done' };
  if (!inviting.leg().end) return { kind: 'stopped' };
  for (const guest of party) if (isOpen(guest)) settle(guest, 'failed');
  return { kind: 'callEnded' };
}

/** Asks who is in, and whether the call has a chat: neither is assumed. */
async function lookAround(run: Run, { leg }: Inviting): Promise<void> {
  const from = run.state.seq;
  const until = now(run) + LOOK_TIMEOUT_MS;
  const wasRead = () => leg().hasChat !== undefined && (rosterReadSeq(run.state.call, leg()) ?? -1) > from;
  await waitUntil(run, {
    what: 'Graph to tell who is in the call',
    ready: () => leg().end !== undefined || wasRead(),
    until: () => until,
    askFirst: true,
  });
}

/** Before each request, for people come by themselves, too. */
function settleThoseWhoAreIn(run: Run, party: readonly Guest[], { leg }: Inviting): void {
  for (const guest of party) {
    const isIn = placeOf(run.state.call, leg(), guest.participant.user.id) === 'in';
    if (isWaiting(guest) && isIn) settle(guest, guest.invited > 0 ? 'joined' : 'alreadyIn');
  }
}

function nextGroup(party: readonly Guest[], { leg }: Inviting): Guest[] {
  const waiting = party.filter(isWaiting);
  const [first] = waiting;
  if (!first) return [];
  // One each with `replacesCallId`, and where the call has no chat (Graph §3.3).
  if (first.alone || leg().hasChat !== true) return [first];
  return waiting.filter(({ alone }) => !alone).slice(0, MOST_IN_ONE_REQUEST);
}
