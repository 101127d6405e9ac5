/** Milliseconds, or a string such as `'12 seconds'` (as Temporal takes it). */
export type Duration = number | string;

/** The deadlines and attempts a caller may set. */
export interface EscalationPolicy {
  answerWithin: Duration;
  establishWithin: Duration;
  inviteWithin: Duration;
  replaceWithin: Duration;
  leaveAfter: Duration;
  probeAfter: Duration;
  keepAliveEvery: Duration;
  aloneFor: Duration;
  stayAtMost: Duration;
  createAttempts: number;
  inviteAttempts: number;
  createWhen: 'established' | 'answered';
  onFailure: 'keep' | 'hangUp';
}

/** What `inviteToCall` takes of the policy. */
export type InvitePolicy = Pick<EscalationPolicy, 'inviteWithin' | 'replaceWithin' | 'probeAfter' | 'inviteAttempts'>;

/** What `stayInCall` takes of the policy. */
export type StayPolicy = InvitePolicy & Pick<EscalationPolicy, 'keepAliveEvery' | 'aloneFor' | 'stayAtMost'>;

/** With every value present and every duration in milliseconds. */
export type Resolved<P> = { [K in keyof P]: number extends P[K] ? number : P[K] };

export type ResolvedPolicy = Resolved<EscalationPolicy>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DEFAULT_POLICY: ResolvedPolicy = {
  /** Graph gives 15 s from the incoming notification; a legacy first notification and its repetition cost part of them. */
  answerWithin: 10 * SECOND,
  /** A leg that is stuck `establishing` ends by itself after about a minute; nobody waits that long on the phone. */
  establishWithin: 30 * SECOND,
  /** Teams rings about 60 s and reports it some seconds later; 30 s, as the C# SDK waits, loses the answer. */
  inviteWithin: 100 * SECOND,
  /** The signs of a replacement (operation, roster, end of the P2P leg) come within seconds of each other, in any order. */
  replaceWithin: 20 * SECOND,
  /** Media of the moved caller settle while the facilitator is still there. */
  leaveAfter: 3 * SECOND,
  /** Notifications usually come within a second or two; after this quiet one may be lost. */
  probeAfter: 5 * SECOND,
  /** Graph ends a call after 45 minutes without; Microsoft's samples send it every 10. */
  keepAliveEvery: 10 * MINUTE,
  /** Long enough for somebody to come back after a dropped connection. */
  aloneFor: MINUTE,
  /** A call that is longer was most likely forgotten. */
  stayAtMost: 24 * HOUR,
  /** One leg that fails may be bad luck, a third try keeps the caller waiting for more than a minute. */
  createAttempts: 2,
  /** The second one sends the other form of `replacesCallId`. */
  inviteAttempts: 2,
  /** The seed's order, which is the maintainers' (Graph §12.1). */
  createWhen: 'established',
  /** Who started us still has the caller on the line and decides. */
  onFailure: 'keep',
};

/** Graph's window for an answer, from the incoming notification (Graph §3.1). Fixed by Graph, so no policy. */
export const ANSWER_WINDOW_MS = 15 * SECOND;
