/** The requests that a fault can name: the 13 operations of the call API, and Entra's token. */
export const REQUEST_KINDS = [
  'token',
  'createCall',
  'getCall',
  'delete',
  'answer',
  'reject',
  'redirect',
  'keepAlive',
  'cancelMediaProcessing',
  'getParticipants',
  'getParticipant',
  'deleteParticipant',
  'invite',
  'getOperation',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const NOTIFICATION_KINDS = [
  'incoming',
  'p2p establishing',
  'p2p established',
  'p2p terminating',
  'p2p terminated',
  'p2p deleted',
  'multiparty establishing',
  'multiparty established',
  'multiparty terminating',
  'multiparty terminated',
  'multiparty deleted',
  'operation',
  'roster',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Whether it says that a leg has ended. */
export function tellsOfEnd(kind: NotificationKind): boolean {
  return kind.endsWith(' terminated') || kind.endsWith(' deleted');
}

/** Shapes of the field that no document has (Graph §14). */
export const FIELD_QUIRKS = [
  /** `established` once more, with `mediaState`. */
  'establishedTwice',
  /** A P2P call gets `chatInfo` in one update and the meeting's token in a later one, and stays a P2P call. */
  'meetingDataInParts',
  /** A roster of caller and bot under the P2P call's path, though it stays a P2P call. */
  'rosterOfTwoUnderP2P',
  /** No sequence numbers in rosters, neither notified nor asked for. */
  'rosterWithoutNumbers',
  /** Rosters list the bot as `applicationInstance`, under an id that is not the app's. */
  'botAsInstance',
  /** A caller who hangs up, once answered: one `deleted` with 200/5002, as if everybody else had left. */
  'hangUpSays5002',
  /** A replaced P2P leg: the same, in place of the seed's `terminated` and `deleted`. */
  'replacedSays5002',
] as const;

export const QUIRKS = [
  'rosterUnderP2P',
  'rosterHidesCaller',
  'rosterNeverSent',
  'userUnderApplication',
  'replacesCallIdBareOnly',
  'replacesCallIdPathOnly',
  'mediaConfigRequired',
  'mediaConfigRequired: BadRequest',
  'mediaConfigRequired: 8501',
  'mediaConfigRequired: ModelValidationFailure',
  'legacyFirstNotification',
  'answerReplies200',
  'operationsVanish',
  /** Each second the meeting tells of others: all of them, or who has changed. */
  'chattyMeeting',
  'chattyMeetingDeltas',
  /** The caller is in the meeting with another device before the bot comes, and stays. */
  'callerInMeetingAlready',
  /** Every leg gets deltas, although it has not asked for them. */
  'deltaRosters',
  /** Calls have no `chatInfo`, whatever they were made with: several people in one invite are refused (Graph §3.3). */
  'callsWithoutChatInfo',
  /** The tenant has not allowed the app to remove people: `Set-CsApplicationMeetingConfiguration`. */
  'removingForbidden',
  /** A leg whose meeting everybody else has left ends with 200/5002 (Graph §9.2) … */
  'lonelyLegEnds',
  /** … or without a notification; only 404 shows it. */
  'lonelyLegVanishes',
  ...FIELD_QUIRKS,
] as const;
export type Quirk = (typeof QUIRKS)[number];

/** The moments of an escalation at which something can happen to a leg; each is reached as soon as its notification or response is under way. */
export const STEPS = [
  'ringing',
  'answering',
  'p2p established',
  'creating',
  'multiparty established',
  'inviting',
  'operation completed',
  'replaced',
] as const;
export type Step = (typeof STEPS)[number];
