/**
 * How long one HTTP request to Graph may take, in ms, the wait for its token included. The workflow's `startToCloseTimeout` of
 * each activity lies above it, so that the activity itself says what happened, and only a dead worker runs into the time-out.
 */
export const REQUEST_LIMITS = {
  /** Of a window of 10 s: leaves room for a second worker's try after the first was killed. */
  answer: 3_000,
  /** A lost response costs its unknown outcome only; a slow one is better awaited. */
  createCall: 10_000,
  invite: 10_000,
  read: 3_000,
  hangUp: 5_000,
  /** A whole roster, over all its pages: what else a probe learns waits for it. */
  roster: 4_000,
} as const;

/** A probe at its longest: a read of a call, the pause and the second read behind a 404; a roster is done before. */
export const LONGEST_PROBE = 2 * REQUEST_LIMITS.read + 1_000;

/** A hang-up at its longest: the DELETE, the reads behind its 404, and a second DELETE where they get no answer. */
export const LONGEST_HANG_UP = 2 * REQUEST_LIMITS.hangUp + 2 * REQUEST_LIMITS.read + 2_000;
