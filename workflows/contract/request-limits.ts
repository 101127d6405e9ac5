/**
 * How long one HTTP request to Graph may take, the wait for its token included. The workflow's `startToCloseTimeout` of
 * each activity lies above it, so that the activity itself reports what happened, and only a dead worker runs into that timeout.
 */
export const REQUEST_LIMITS_MS = {
  /** In a window of 10 s: leaves room for a second worker's try after the first was killed. */
  answer: 3_000,
  /** A response that is given up leaves an unknown outcome; a slow one is worth waiting for. */
  createCall: 10_000,
  invite: 10_000,
  read: 3_000,
  hangUp: 5_000,
  keepAlive: 5_000,
  removeParticipant: 5_000,
  /** A whole roster, over all its pages: the rest of the probe waits for it. */
  roster: 4_000,
} as const;

/** The longest probe: a read of a call, and after its 404 the pause and the second read; a roster takes less. */
export const LONGEST_PROBE_MS = 2 * REQUEST_LIMITS_MS.read + 1_000;

/** The longest hang-up: the DELETE, the reads after its 404, and a second DELETE if they get no answer. */
export const LONGEST_HANG_UP_MS = 2 * REQUEST_LIMITS_MS.hangUp + 2 * REQUEST_LIMITS_MS.read + 2_000;

/** The longest try of a keepAlive: the POST, the reads after its 404, or a roster. */
export const LONGEST_KEEP_ALIVE_MS = REQUEST_LIMITS_MS.keepAlive + LONGEST_PROBE_MS;

/** One try to have people invited by the stay in the call. A worker that is told to end waits for it, as for a request. */
export const INVITE_BY_STAY_TRY_MS = 10_000;
