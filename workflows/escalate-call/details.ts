import type { EscalationSnapshot, NotEscalatedReason } from '../contract/result.ts';
import { timelinePart, timeOf, verbatim } from '../run/timeline-page.ts';

const STATUS_IN_WORDS = {
  answering: 'The P2P call is being answered.',
  creating: 'The multiparty call is being created.',
  inviting: 'The caller is being invited into the multiparty call.',
  replacing: 'The caller is being moved into the multiparty call.',
  leaving: 'The caller is in; the bot is leaving.',
  handingOver: 'The caller is in; the multiparty call is being handed over to the run that stays in it.',
  escalated: 'Escalated: the caller is in the multiparty call.',
  notEscalated: 'Not escalated',
  failed: 'Failed: an operator must fix something',
  cancelled: 'Cancelled.',
} satisfies Record<EscalationSnapshot['status'], string>;

const REASON_IN_WORDS: Record<string, string> = {
  callerHungUp: 'the caller has hung up.',
  answeredTooLate: 'the call was not answered in time, and has ended.',
  p2pCallFailed: 'the P2P call broke off.',
  multipartyCallEnded: 'somebody ended the multiparty call, or removed the bot from it.',
  multipartyCallFailed: 'no multiparty leg became usable.',
  inviteDeclined: 'the caller declined the invitation.',
  inviteUnanswered: 'nobody took the invitation.',
  inviteFailed: 'the invitation failed.',
  capacityReached: "Graph's quota of calls is used up.",
  timedOut: 'a deadline passed, and Graph could not say why.',
} satisfies Record<NotEscalatedReason, string>;

/**
 * The run's story in Markdown, for the Temporal UI. Lists only: its tables have no spacing. Holds ids and codes, no names.
 * @param reason `EscalationReason`, once the run has ended without the caller in the multiparty call
 */
export function escalationDetails(snapshot: EscalationSnapshot, reason?: string): string {
  const { p2pCall, waitingFor, outcomeUnknown, leftBehind, timeline } = snapshot;
  return [
    ...heading(snapshot, reason),
    '',
    `- P2P call \`${p2pCall.id}\`: ${p2pCall.state}${isKept(snapshot) ? ', and kept: who started this decides' : ''}`,
    ...multiparty(snapshot),
    ...people(snapshot),
    ...(waitingFor
      ? [
          `- Waiting for ${waitingFor.what}, until ${timeOf(waitingFor.until)}${waitingFor.nextProbe ? `, asking Graph at ${timeOf(waitingFor.nextProbe)}` : ''}`,
        ]
      : []),
    ...(outcomeUnknown ? [`- **The response to ${outcomeUnknown} was lost**; whether it was processed will show itself`] : []),
    ...(leftBehind ? [`- **Left behind** (ends by itself after 45 minutes without keepAlive): ${leftBehind.join('; ')}`] : []),
    '',
    ...timelinePart(timeline),
  ].join('\n');
}

function heading({ status, timeline }: EscalationSnapshot, reason: string | undefined): string[] {
  const words = STATUS_IN_WORDS[status];
  if (reason === undefined) return [`### ${words}`];
  const why = REASON_IN_WORDS[reason];
  if (why !== undefined) return [`### ${words}: ${why}`, '', `- Reason \`${reason}\``];
  // A failure's message says what to do; it is the last thing that was noted.
  const message = timeline.at(-1)?.what.replace(/^Failed: /, '') ?? '';
  return [`### ${words}`, '', `- Reason \`${reason}\`: ${verbatim(message)}`];
}

const NOT_MOVED: readonly EscalationSnapshot['status'][] = ['notEscalated', 'failed', 'cancelled'];

function isKept({ status, p2pCall }: EscalationSnapshot): boolean {
  return NOT_MOVED.includes(status) && p2pCall.state !== 'terminated';
}

function multiparty({ multipartyCall, status }: EscalationSnapshot): string[] {
  if (!multipartyCall) return [];
  const { id, attempt, state } = multipartyCall;
  if (id !== undefined) return [`- Multiparty call \`${id}\` (attempt ${attempt}): ${state}`];
  // What was never named is reported by `leftBehind`, if it may exist at all.
  return NOT_MOVED.includes(status) ? [] : [`- Multiparty call (attempt ${attempt}): being created`];
}

function people({ participants, multipartyCall }: EscalationSnapshot): string[] {
  if (participants.length === 0) return [];
  const inLobby = participants.filter((person) => person.inLobby).length;
  const when = multipartyCall?.state === 'terminated' ? 'Last seen in' : 'In';
  return [`- ${when} the multiparty call: ${participants.length}${inLobby > 0 ? `, of whom ${inLobby} in the lobby` : ''}`];
}
