import { type InviteVerdict, whyInviteFailed } from '../../call/invite-end.ts';
import type { SentInvite } from '../../call/operation.ts';
import { strongerResult } from '../../call/result-code.ts';
import type { Place } from '../../call/place.ts';
import { seenInCallSince } from '../../call/selectors.ts';
import type { ResultInfo } from '../../contract/result-info.ts';
import { inviteActivity } from '../activity-options.ts';
import { now } from '../clock.ts';
import { operationsOfInvite, recordInvite } from '../invites.ts';
import { NOTHING_SENT, type Request } from '../request.ts';
import { sendAbortable } from '../requests.ts';
import type { Run } from '../run.ts';
import { addToTimeline } from '../timeline.ts';
import type { Inviting } from './inviting.ts';
import { type Guest, ring } from './party.ts';

/** One invite, in one or several tries, of which Graph takes at most one. */
export interface Ask {
  readonly group: readonly Guest[];
  readonly invite: SentInvite;
  /** The latest try. */
  request: Request;
  /** When it was sent, in ms of workflow time: what rings, rings since then. */
  sentTime: number;
  /** When the wait for its end was over; what is probed and read afterwards does not make it last longer. */
  endedTime?: number;
}

/** What the operation says. `elsewhere`: 487/10003, which is perhaps this very person: nobody knows. */
export type Said =
  | { kind: 'nothing' | 'completed' | 'elsewhere' }
  | { kind: 'failed'; verdict: Exclude<InviteVerdict, { kind: 'perhapsMoved' }>; resultInfo?: ResultInfo };

/** Sends the invite of a group of people, or of one. */
export function sendAsk(run: Run, group: readonly Guest[], inviting: Inviting): Ask {
  const invite = recordInvite(run, (n) => inviting.contextOf(n));
  const ask: Ask = { group, invite, request: NOTHING_SENT, sentTime: now(run) };
  addToTimeline(run, { what: `Inviting ${numberOf(group)} (request ${run.state.invitesSent})`, leg: 'multiparty' });
  for (const guest of group) ring(guest);
  sendAgain(run, ask, inviting);
  return ask;
}

/** After a try that was certainly not processed. */
export function sendAgain(run: Run, ask: Ask, inviting: Inviting): void {
  const { callId, tenantId } = inviting.leg();
  const { clientContext } = ask.invite;
  ask.sentTime = now(run);
  ask.request = sendAbortable(
    run,
    'invite',
    () =>
      inviteActivity(`Invite ${numberOf(ask.group)}`)({
        callId,
        tenantId,
        participants: ask.group.map(invitationOf),
        clientContext,
      }),
    ({ error, resultInfo }) =>
      addToTimeline(run, { what: `Invite: ${error.message}`, leg: 'multiparty', ...(resultInfo && { resultInfo }) }),
  );
}

/** What the operation of an invite has said so far. */
export function saidOf(run: Run, { invite, group, sentTime, endedTime = now(run) }: Ask): Said {
  const operations = operationsOfInvite(run, invite);
  if (operations.some(({ status }) => status === 'completed')) return { kind: 'completed' };
  const failed = operations.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return { kind: 'nothing' };
  const resultInfo = failed.map((operation) => operation.resultInfo).reduce<ResultInfo | undefined>(strongerResult, undefined);
  const replaces = group.some(({ participant }) => participant.replacesCallId !== undefined);
  const verdict = whyInviteFailed(resultInfo, endedTime - sentTime, replaces);
  if (verdict.kind === 'perhapsMoved') return { kind: 'elsewhere' };
  return { kind: 'failed', verdict, ...(resultInfo && { resultInfo }) };
}

/** Best place at which a roster has shown somebody since the invite was sent. */
export function placeSince(run: Run, { leg }: Inviting, { participant }: Guest, since: number): Place {
  return seenInCallSince(run.state.call, leg(), participant.user.id, since);
}

/** A repetition sends the other form of the call that is replaced (Graph §11.7). */
function invitationOf({ participant: { user, replacesCallId }, invited }: Guest) {
  if (replacesCallId === undefined) return { user };
  return { user, replaces: { callId: replacesCallId, form: invited % 2 === 1 ? ('bare' as const) : ('path' as const) } };
}

function numberOf({ length }: readonly Guest[]): string {
  return length === 1 ? 'one person' : `${length} people`;
}
