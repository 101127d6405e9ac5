import { inviteActivity } from '../activity-options.ts';
import { type InviteVerdict, whyInviteFailed } from '../call/invite-end.ts';
import type { Leg } from '../call/leg.ts';
import { rostersOf } from '../call/call.ts';
import { callerCameSince, callerSeenSince, p2pLeg } from '../call/meeting.ts';
import { wasInLobbySince } from '../call/roster.ts';
import { type Operation, operationsOf, type SentInvite } from '../call/operation.ts';
import { hasReason, isSignOfReplacement } from '../call/p2p-end.ts';
import type { ReplacementSigns } from '../call/replacement.ts';
import { strongerResult } from '../call/result-code.ts';
import type { ResultInfo } from '../contract/result.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { now } from '../escalation/now.ts';
import { note } from '../escalation/report.ts';
import { NOTHING_SENT, type Request, sendForCaller, wasRefused } from '../escalation/requests.ts';

/** One invite, in one or several tries, of which Graph takes at most one: views of the call that tell what has become of it. */
export interface Move {
  /** The latest try. */
  request: Request;
  /** When the latest try was sent, in ms of workflow time: what rings, rings since then. */
  sentTime: number;
  /** After a try that was certainly not processed. */
  sendAgain(): void;
  signs(): ReplacementSigns;
  /** The first sign of a replacement is there: `replaceWithin` counts from here. */
  hasBegun(): boolean;
  meeting(): Leg;
  /** The failed operation's, else that of the response: an operation may have failed although its response was lost. */
  resultInfo(): ResultInfo | undefined;
  /** What its failure means. */
  verdict(): InviteVerdict;
  /** Our own leg was seen in the lobby since: from there Graph lets nobody be invited. */
  wasInLobby(): boolean;
}

/** Sends the invite that replaces the P2P call. */
export function sendInvite(e: Escalation, form: 'bare' | 'path'): Move {
  const attempt = e.invites.length + 1;
  const leg = meetingLeg(e);
  // Told apart from every other invite of whatever run: Graph sends it back with the operation. No personal data (reference §1).
  const invite: SentInvite = { clientContext: `invite-${e.subject.run}-${attempt}`, sentAt: ++e.tick };
  e.invites.push(invite);
  note(e, { what: `Inviting the caller, replacing the P2P call (attempt ${attempt})`, leg: 'multiparty' });
  const operations = () => operationsOf(invite, Object.values(e.call.operations), e.invites);
  const showedItself = () => operations().length > 0 || signs().caller === 'in' || signs().p2pLeg === 'gone';
  const send = () => sendRequest(e, leg, invite.clientContext, attempt, form, showedItself);
  const tookMs = () => now(e) - move.sentTime;
  const signs = (): ReplacementSigns => {
    const p2p = p2pLeg(e.subject, e.call);
    const operation = statusOf(operations(), wasRefused(move.request), tookMs());
    const p2pEndIsSign = p2p.end !== undefined && isSignOfReplacement(p2p.end);
    // Where something else tells of the move, it does not matter whether the caller was in before, on another device.
    const isTold = operation === 'completed' || p2pEndIsSign;
    const { id } = e.input.p2pCall.caller.user;
    return {
      operation,
      caller: isTold
        ? callerSeenSince(e.call, leg, id, invite.sentAt)
        : callerCameSince(e.call, leg, id, invite.sentAt, p2p.end !== undefined && !hasReason(p2p.end)),
      p2pLeg: p2p.end ? 'gone' : 'lives',
      p2pEndIsSign,
    };
  };
  const move: Move = {
    request: NOTHING_SENT,
    sentTime: now(e),
    sendAgain: () => {
      move.sentTime = now(e);
      move.request = send();
    },
    signs,
    hasBegun: () => {
      const { operation, caller, p2pLeg: p2p } = signs();
      const takenElsewhere = operation === 'unknown' && hasFailed(operations());
      return operation === 'completed' || takenElsewhere || caller === 'in' || p2p === 'gone';
    },
    meeting: () => meetingLeg(e),
    resultInfo: () => failureOf(operations()) ?? move.request.failure?.resultInfo,
    verdict: () =>
      // Only what rang can have rung out.
      hasFailed(operations())
        ? whyInviteFailed(failureOf(operations()), tookMs())
        : whyInviteFailed(move.request.failure?.resultInfo, 0),
    wasInLobby: () => rostersOf(e.call, leg).some((roster) => wasInLobbySince(roster, e.input.applicationId, invite.sentAt)),
  };
  move.request = send();
  return move;
}

function sendRequest(
  e: Escalation,
  leg: Leg,
  clientContext: string,
  attempt: number,
  form: 'bare' | 'path',
  showedItself: () => boolean,
): Request {
  const { p2pCall } = e.input;
  const { callId, tenantId } = leg;
  const replaces = { callId: p2pLeg(e.subject, e.call).callId, form };
  return sendForCaller(
    e,
    'invite',
    () => inviteActivity(attempt)({ callId, tenantId, participant: p2pCall.caller, replaces, clientContext }),
    ({ type, error, resultInfo }) => {
      if (type === 'OutcomeUnknown' && !showedItself()) e.unknownOutcomes.add('invite');
      note(e, { what: `Invite: ${error.message}`, leg: 'multiparty', ...(resultInfo && { resultInfo }) });
    },
  );
}

function statusOf(operations: readonly Operation[], refused: boolean, tookMs: number): ReplacementSigns['operation'] {
  if (operations.some(({ status }) => status === 'completed')) return 'completed';
  if (refused) return 'failed';
  if (!hasFailed(operations)) return 'unknown';
  return whyInviteFailed(failureOf(operations), tookMs).kind === 'perhapsMoved' ? 'unknown' : 'failed';
}

function hasFailed(operations: readonly Operation[]): boolean {
  return operations.some(({ status }) => status === 'failed');
}

function failureOf(operations: readonly Operation[]): ResultInfo | undefined {
  return operations
    .filter(({ status }) => status === 'failed')
    .map(({ resultInfo }) => resultInfo)
    .reduce<ResultInfo | undefined>(strongerResult, undefined);
}

/** The multiparty leg that the caller is moved into. */
export function meetingLeg(e: Escalation): Leg {
  const leg = e.meeting === undefined ? undefined : e.call.legs[e.meeting];
  if (!leg) throw new Error('There is no multiparty leg to invite from');
  return leg;
}
