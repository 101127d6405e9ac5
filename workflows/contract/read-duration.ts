import ms, { type StringValue } from 'ms';

export type ReadDuration = { ok: true; ms: number } | { ok: false; why: string };

/**
 * A duration of the policy in whole milliseconds: a number is milliseconds, a string as Temporal takes it (`'12 seconds'`).
 * Refused unless at most `longest` ms, and more than 0, or 0 if `mayBe0`.
 */
export function readDuration(value: number | string, longest: number, mayBe0 = false): ReadDuration {
  const parsed = typeof value === 'number' ? value : readText(value);
  if (parsed === undefined) return refuse("is not a duration; give milliseconds or a text such as '12 seconds'");
  if (mayBe0 && parsed < 0) return refuse('must not be less than 0');
  if (!mayBe0 && parsed <= 0) return refuse('must be more than 0');
  if (!Number.isInteger(parsed)) return refuse('must be a whole number of milliseconds');
  if (parsed > longest) return refuse(`must be at most ${ms(longest, { long: true })} (a bare number is milliseconds)`);
  return { ok: true, ms: parsed };
}

function readText(text: string): number | undefined {
  return isStringValue(text) ? ms(text) : undefined;
}

/** The grammar of `ms`, which is also Temporal's. */
function isStringValue(text: string): text is StringValue {
  return /^-?\d*\.?\d+ ?(ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)?$/i.test(text);
}

function refuse(why: string): ReadDuration {
  return { ok: false, why };
}
