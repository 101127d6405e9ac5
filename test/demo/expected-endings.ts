import type { FaultName } from '../graph-simulator/faults/named-faults.ts';
import type { EndingName } from './ending.ts';

export interface ExpectedEnding {
  ending: EndingName;
  /** What one sees on the screen, in one sentence. */
  see: string;
}

/** How the escalation ends when one thing goes wrong. */
export const EXPECTED_ENDINGS: Record<FaultName, ExpectedEnding> = {
  'answer-response-lost': {
    ending: 'escalated',
    see: 'The answer is sent again, which does no harm, or the call shows itself established first.',
  },
  'create-response-lost': {
    ending: 'escalated',
    see: 'No second create: the notification of the new leg carries the way back to its escalation.',
  },
  'invite-response-lost': {
    ending: 'escalated',
    see: 'No second invite, which might ring twice: the operation tells how it went.',
  },
  'answer-not-found': { ending: 'escalated', see: 'Graph is asked whether the call is really gone, then it is answered again.' },
  'answer-too-late': { ending: 'escalated', see: 'After 3 s without a response the answer is sent again, and gets through.' },
  'create-fails-once': {
    ending: 'escalated',
    see: 'Graph may have made the leg, so 30 s pass before the second create; the result names the first under leftBehind.',
  },
  'create-fails-always': {
    ending: 'multipartyCallFailed',
    see: 'Two creates, 30 s of waiting each; the caller keeps the P2P call.',
  },
  'create-throttled': { ending: 'escalated', see: 'The second create comes when Retry-After has passed.' },
  'second-request-throttled': { ending: 'escalated', see: 'The request that met 429 is sent again.' },
  'media-config-required': { ending: 'escalated', see: 'A second create, at once, with a mediaConfig.' },
  'permission-missing': { ending: 'PermissionMissing', see: 'The run fails and says what an administrator has to do.' },
  'calling-not-enabled': { ending: 'PermissionMissing', see: 'The run fails and says what to switch on for the bot.' },
  'multiparty-stuck': { ending: 'escalated', see: 'After 30 s the leg is hung up and a second one created.' },
  'multiparty-lonely': { ending: 'multipartyCallFailed', see: 'The leg ends under the invite; the caller keeps the P2P call.' },
  'multiparty-faulted': {
    ending: 'multipartyCallFailed',
    see: 'The invite goes down with its leg; the caller keeps the P2P call.',
  },
  'bot-removed': { ending: 'multipartyCallEnded', see: 'No second try against somebody who wanted it ended.' },
  'bot-in-lobby': {
    ending: 'multipartyCallFailed',
    see: 'An invite from the lobby is refused; after 30 s there our leg is hung up.',
  },
  'caller-in-lobby': { ending: 'escalated', see: 'The bot waits for the admission before it leaves.' },
  'invite-declined': { ending: 'inviteDeclined', see: 'No second invite; the caller keeps the P2P call.' },
  'invite-unanswered': { ending: 'inviteUnanswered', see: 'It rings for a minute; the caller keeps the P2P call.' },
  'invite-failed': { ending: 'escalated', see: 'A second invite, with the other form of replacesCallId.' },
  'invite-taken-elsewhere': { ending: 'escalated', see: 'The roster and the end of the P2P call count more than the operation.' },
  'replaces-call-id-bare-only': { ending: 'escalated', see: 'The bare form is sent first, so nothing is to be seen.' },
  'replaces-call-id-path-only': {
    ending: 'escalated',
    see: 'The first invite fails, the second, with the path, moves the caller.',
  },
  'p2p-survives': { ending: 'escalated', see: 'After 20 s the escalation hangs up the P2P call itself.' },
  'p2p-turns-multiparty': { ending: 'escalated', see: 'The timeline tells of it; the rest goes on as always.' },
  'roster-never': { ending: 'escalated', see: 'Graph is asked for 20 s; the result says unconfirmed: roster.' },
  'roster-under-p2p': { ending: 'escalated', see: 'Nothing but the path of a roster, in the record that --keep offers.' },
  'notifications-lost': { ending: 'escalated', see: 'After 5 s without news Graph is asked, at every step.' },
  'notifications-doubled': { ending: 'escalated', see: 'Every line of Graph twice, and no request more than without.' },
  'established-first': { ending: 'escalated', see: 'Nothing but the order of two lines.' },
  'legacy-first': { ending: 'escalated', see: 'The first line is answered with 204, its repetition starts the escalation.' },
  'lone-404': {
    ending: 'escalated',
    see: 'Nothing, while notifications come: nobody asks for the call. A 404 needs a second look to count.',
  },
  'caller-hangs-up-ringing': { ending: 'callerHungUp', see: 'The escalation ends at once; nothing is created.' },
  'caller-hangs-up-established': { ending: 'callerHungUp', see: 'The leg that was being created is hung up.' },
  'caller-hangs-up-creating': { ending: 'callerHungUp', see: 'The leg that was being created is hung up; no invite is sent.' },
  'caller-hangs-up-inviting': {
    ending: 'callerHungUp',
    see: 'The invite fails with the call that it replaces; our leg is hung up.',
  },
  'caller-hangs-up-untold': {
    ending: 'callerHungUp',
    see: 'The invite fails, Graph is asked why, and answers 404 for the P2P call.',
  },
  'established-twice': { ending: 'escalated', see: 'Two lines more of Graph, and none in the timeline.' },
  'meeting-data-in-parts': { ending: 'escalated', see: 'The timeline tells of it once; the rest goes on as always.' },
  'roster-of-two-under-p2p': { ending: 'escalated', see: 'A roster of the P2P call, which says nothing of a meeting.' },
  'roster-without-numbers': { ending: 'escalated', see: 'Nothing: what a roster adds counts without a number.' },
  'bot-as-instance': { ending: 'escalated', see: 'Nothing: it does not matter under what name the bot is listed.' },
  'bot-as-instance-in-lobby': {
    ending: 'multipartyCallFailed',
    see: 'The bot knows itself by nobody but the lobby being listed; after 30 s there our leg is hung up.',
  },
  'hang-up-says-5002': { ending: 'callerHungUp', see: 'The leg that was being created is hung up.' },
  'hang-up-says-5002-establishing': { ending: 'callerHungUp', see: 'Nothing is created.' },
  'hang-up-says-5002-inviting': {
    ending: 'callerHungUp',
    see: 'The invite fails with the call that it replaces; our leg is hung up.',
  },
  'replaced-says-5002': { ending: 'escalated', see: 'The end of the P2P call, which probes like a hang-up.' },
  'replaced-says-5002-roster-never': {
    ending: 'escalated',
    see: 'Graph is asked for 20 s; the end of the P2P call is a sign of the move, the result says unconfirmed: roster.',
  },
};

/** Without a fault. */
export const SEED: ExpectedEnding = { ending: 'escalated', see: "The seed's third example, step by step." };
