import type { FaultInput } from './fault.ts';
import type { MeetingEventInput } from './meeting-event.ts';
import type { NamedFault } from './named-fault.ts';

const MOMENT = 2_000;

/** Once the caller has been moved. */
const then = (meeting: MeetingEventInput, afterMs = MOMENT): FaultInput => ({ step: 'replaced', afterMs, meeting });

/** What goes otherwise with people who are rung, and in a meeting that the bot stays in, by name. */
export const STAYING_FAULTS = {
  'person-declines': { what: 'Whoever is rung first declines.', faults: [{ person: 'anybody', answers: 'declined' }] },
  'second-person-declines': {
    what: 'Whoever is rung second declines (603), the others come in.',
    faults: [{ person: 'anybody', answers: 'declined', code: 603, nth: 2 }],
  },
  'person-busy': { what: 'Whoever is rung first is busy (486).', faults: [{ person: 'anybody', answers: 'busy' }] },
  'person-unanswered': {
    what: 'Whoever is rung first never answers: after a minute 487/10004.',
    faults: [{ person: 'anybody', answers: 'unanswered' }],
  },
  'person-unanswered-without-code': {
    what: 'Whoever is rung first never answers: after a minute the operation fails without a result.',
    faults: [{ person: 'anybody', answers: 'unanswered', withoutCode: true }],
  },
  'person-unreachable': {
    what: 'Whoever is rung first has no endpoint (480/10037).',
    faults: [{ person: 'anybody', answers: 'unreachable' }],
  },
  'person-answers-late': {
    what: 'Whoever is rung first answers after 40 s.',
    faults: [{ person: 'anybody', answers: 'accepted', afterMs: 40_000 }],
  },
  'person-in-lobby': {
    what: 'Whoever is rung first waits in the lobby, admitted after 5 s.',
    faults: [{ person: 'anybody', answers: 'inLobby', admittedAfterMs: 5_000 }],
  },
  'calls-without-chat': {
    what: 'Calls have no chatInfo: people can be invited one at a time only.',
    faults: [{ quirk: 'callsWithoutChatInfo' }],
  },
  'removing-forbidden': {
    what: 'The tenant does not let the app remove people: 403.',
    faults: [{ quirk: 'removingForbidden' }],
  },
  'delta-rosters': { what: 'Rosters tell only what has changed.', faults: [{ quirk: 'deltaRosters' }] },
  'delta-roster-lost': {
    what: 'Rosters tell only what has changed, and the third is lost: its number is missing.',
    faults: [{ quirk: 'deltaRosters' }, { notification: 'roster', do: 'lose', nth: 3 }],
  },
  'roster-lost': { what: 'The second roster is lost.', faults: [{ notification: 'roster', do: 'lose', nth: 2 }] },
  'rosters-swapped': {
    what: 'The second roster comes after the third.',
    faults: [{ notification: 'roster', do: 'swap', nth: 2, ms: 10_000 }],
  },
  'people-come-and-go': {
    what: 'A guest and a phone come, the guest is muted, the phone is put on hold, both leave.',
    faults: [
      then({ do: 'join', person: { kind: 'guest', id: 'guest' } }),
      then({ do: 'join', person: { kind: 'phone', id: '+15550100' } }, 2 * MOMENT),
      then({ do: 'mute', who: 'guest' }, 3 * MOMENT),
      then({ do: 'hold', who: '+15550100' }, 4 * MOMENT),
      then({ do: 'leave', who: 'guest' }, 5 * MOMENT),
      then({ do: 'leave', who: '+15550100' }, 6 * MOMENT),
    ],
  },
  'recorder-joins': {
    what: 'A recorder, an application of its own, joins.',
    faults: [then({ do: 'join', person: { kind: 'application', displayName: 'Recorder' } })],
  },
  'recorder-left-alone': {
    what: 'A recorder joins, and everybody leaves: nobody but applications is left.',
    faults: [
      then({ do: 'join', person: { kind: 'application', displayName: 'Recorder' } }),
      then({ do: 'everybodyLeaves' }, 2 * MOMENT),
    ],
  },
  'everybody-leaves': {
    what: 'Everybody leaves; seconds later the leg ends with 200/5002.',
    faults: [{ quirk: 'lonelyLegEnds' }, then({ do: 'everybodyLeaves' })],
  },
  'everybody-leaves-untold': {
    what: 'Everybody leaves; seconds later the leg is gone, and only 404 shows it.',
    faults: [{ quirk: 'lonelyLegVanishes' }, then({ do: 'everybodyLeaves' })],
  },
  'everybody-leaves-leg-stays': {
    what: 'Everybody leaves, no roster is ever sent, and the leg lives on.',
    faults: [then({ do: 'everybodyLeaves' }), { quirk: 'rosterNeverSent' }],
  },
  'organizer-ends-meeting': { what: 'The organizer ends the meeting (200/5001).', faults: [then({ do: 'end' })] },
  'organizer-ends-meeting-untold': {
    what: 'The organizer ends the meeting, and only 404 shows it.',
    faults: [then({ do: 'end', told: false })],
  },
  'bot-removed-later': {
    what: 'Somebody removes the bot from the meeting it stays in (200/5300).',
    faults: [then({ do: 'removeBot' })],
  },
  'leg-fails-later': {
    what: 'The leg that stays fails with 500/7117.',
    faults: [then({ do: 'failBot', code: 500, subcode: 7117 })],
  },
  'media-lost-later': {
    what: 'The leg that stays loses its media (410/301005).',
    faults: [then({ do: 'failBot', code: 410, subcode: 301_005 })],
  },
  'keep-alive-lone-404': {
    what: 'One keepAlive of a live call meets 404.',
    faults: [{ request: 'keepAlive', do: 'reply', status: 404, body: { error: { code: '8522', message: 'Call not found.' } } }],
  },
  'keep-alive-response-lost': {
    what: 'A keepAlive is taken, its response is lost.',
    faults: [{ request: 'keepAlive', do: 'loseResponse' }],
  },
} satisfies Record<string, NamedFault>;

export type StayingFaultName = keyof typeof STAYING_FAULTS;
