import { FIELD_FAULTS } from './field-faults.ts';
import type { NamedFault } from './named-fault.ts';

const NOT_FOUND = { error: { code: '8522', message: 'Call not found.' } };
const UNKNOWN_ERROR = { error: { code: '9999', message: 'Unknown server error.' } };
const THROTTLED = { error: { code: 'TooManyRequests', message: 'Too many requests.' } };

/** What can be asked for by name, `--fault <name>`; each stands in activities/graph/README.md as reported, documented or inferred. */
export const NAMED_FAULTS = {
  'answer-response-lost': {
    what: 'The answer is taken, its response is lost.',
    faults: [{ request: 'answer', do: 'loseResponse' }],
  },
  'create-response-lost': {
    what: 'The multiparty leg is made, its response is lost.',
    faults: [{ request: 'createCall', do: 'loseResponse' }],
  },
  'invite-response-lost': {
    what: 'The invite is taken, its response is lost.',
    faults: [{ request: 'invite', do: 'loseResponse' }],
  },
  'answer-not-found': {
    what: 'The first answer meets 404 although the call rings (cold start).',
    faults: [{ request: 'answer', do: 'reply', status: 404, body: NOT_FOUND }],
  },
  'answer-too-late': {
    what: 'The answer arrives after the 15 s window.',
    faults: [{ request: 'answer', do: 'delay', ms: 16_000 }],
  },
  'create-fails-once': {
    what: 'The first create ends with an unknown server error.',
    faults: [{ request: 'createCall', do: 'reply', status: 500, body: UNKNOWN_ERROR }],
  },
  'create-fails-always': {
    what: 'Every create ends with an unknown server error.',
    faults: [{ request: 'createCall', do: 'reply', status: 500, body: UNKNOWN_ERROR, times: 'always' }],
  },
  'create-throttled': {
    what: 'The first create is throttled, with a fractional Retry-After.',
    faults: [{ request: 'createCall', do: 'reply', status: 429, retryAfter: '1.128', body: THROTTLED }],
  },
  'second-request-throttled': {
    what: 'The second request, whatever it is, is throttled once.',
    faults: [{ request: 'all', do: 'reply', status: 429, retryAfter: '0.5', body: THROTTLED, nth: 2 }],
  },
  'media-config-required': {
    what: 'Create without mediaConfig is refused with 400/8523.',
    faults: [{ quirk: 'mediaConfigRequired' }],
  },
  'permission-missing': {
    what: 'Create is refused with 403/7504: consent is missing.',
    faults: [
      {
        request: 'createCall',
        do: 'reply',
        status: 403,
        body: { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } },
      },
    ],
  },
  'calling-not-enabled': {
    what: 'Create is refused with the flat 403/7503: calling is not enabled for the app.',
    faults: [
      {
        request: 'createCall',
        do: 'reply',
        status: 403,
        body: { errorCode: '7503', message: 'Application is not enabled for calling.' },
      },
    ],
  },
  'multiparty-stuck': {
    what: 'The first multiparty leg never establishes and ends with 500/7117.',
    faults: [{ leg: 'multiparty', do: 'neverEstablish' }],
  },
  'multiparty-lonely': {
    what: 'The multiparty leg ends with 200/5012, nobody in it.',
    faults: [{ leg: 'multiparty', do: 'end', at: 'multiparty established', code: 200, subcode: 5012 }],
  },
  'multiparty-faulted': {
    what: 'The multiparty leg ends with 500/7117 while the invite rings.',
    faults: [{ leg: 'multiparty', do: 'end', at: 'inviting', code: 500, subcode: 7117 }],
  },
  'bot-removed': {
    what: 'Somebody removes the bot from the meeting (200/5000).',
    faults: [{ leg: 'multiparty', do: 'end', at: 'multiparty established', code: 200, subcode: 5000 }],
  },
  'bot-in-lobby': { what: 'The bot waits in the lobby and is never admitted.', faults: [{ lobby: 'bot' }] },
  'caller-in-lobby': {
    what: 'The moved caller waits in the lobby, admitted after 3 s.',
    faults: [{ lobby: 'caller', admittedAfterMs: 3_000 }],
  },
  'invite-declined': { what: 'The person declines the invitation.', faults: [{ invite: 'declined' }] },
  'invite-unanswered': { what: 'Nobody takes the invitation.', faults: [{ invite: 'unanswered' }] },
  'invite-failed': { what: 'The first invite fails with 500.', faults: [{ invite: 'failed', code: 500, subcode: 0 }] },
  'invite-taken-elsewhere': {
    what: 'The invite ends with 487/10003, yet the caller is moved.',
    faults: [{ invite: 'takenElsewhere' }],
  },
  'replaces-call-id-bare-only': {
    what: 'Only the bare form of replacesCallId is understood.',
    faults: [{ quirk: 'replacesCallIdBareOnly' }],
  },
  'replaces-call-id-path-only': {
    what: 'Only the path form of replacesCallId is understood.',
    faults: [{ quirk: 'replacesCallIdPathOnly' }],
  },
  'p2p-survives': {
    what: 'The P2P leg is not dropped after the replacement.',
    faults: [{ leg: 'p2p', do: 'surviveReplacement' }],
  },
  'p2p-turns-multiparty': {
    what: 'The P2P call becomes a multiparty call by itself, with meeting data and a roster of three.',
    faults: [{ leg: 'p2p', do: 'turnMultiparty', at: 'p2p established' }],
  },
  'roster-never': {
    what: 'No roster names the caller, neither notified nor asked for.',
    faults: [{ quirk: 'rosterHidesCaller' }],
  },
  'roster-under-p2p': {
    what: "The roster comes under the replaced call's path, as in the seed.",
    faults: [{ quirk: 'rosterUnderP2P' }],
  },
  'notifications-lost': {
    what: 'Every notification is lost but the incoming call.',
    faults: [{ notification: 'all', do: 'lose', nth: 2, times: 'always' }],
  },
  'notifications-doubled': {
    what: 'Every notification comes twice.',
    faults: [{ notification: 'all', do: 'double', times: 'always' }],
  },
  'established-first': {
    what: 'Established overtakes establishing, on both legs.',
    faults: [
      { notification: 'p2p establishing', do: 'swap' },
      { notification: 'multiparty establishing', do: 'swap' },
    ],
  },
  'legacy-first': {
    what: 'The first notification of a call has the old Skype shape.',
    faults: [{ quirk: 'legacyFirstNotification' }],
  },
  'lone-404': {
    what: 'One GET of a live call meets 404.',
    faults: [{ request: 'getCall', do: 'reply', status: 404, body: NOT_FOUND }],
  },
  'caller-hangs-up-ringing': { what: 'The caller hangs up before the answer.', faults: [{ caller: 'hangsUp', at: 'ringing' }] },
  'caller-hangs-up-established': {
    what: 'The caller hangs up once the P2P leg is established.',
    faults: [{ caller: 'hangsUp', at: 'p2p established' }],
  },
  'caller-hangs-up-creating': {
    what: 'The caller hangs up while the multiparty leg is made.',
    faults: [{ caller: 'hangsUp', at: 'creating' }],
  },
  'caller-hangs-up-inviting': {
    what: 'The caller hangs up while the invite rings.',
    faults: [{ caller: 'hangsUp', at: 'inviting' }],
  },
  'caller-hangs-up-untold': {
    what: 'The caller hangs up once the P2P leg is established, and nobody tells.',
    faults: [{ caller: 'hangsUp', at: 'p2p established', told: false }],
  },
  ...FIELD_FAULTS,
} satisfies Record<string, NamedFault>;

export type FaultName = keyof typeof NAMED_FAULTS;
export const isFaultName = (name: string): name is FaultName => Object.hasOwn(NAMED_FAULTS, name);
