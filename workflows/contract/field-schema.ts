import { z } from 'zod';
import type { InvitedUser } from './input.ts';
import { readDuration } from './read-duration.ts';

/** The fields that several inputs have in common. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A longer one is probably in the wrong unit: nobody is on the phone for longer. */
export const deadline = duration(24 * HOUR);

/** Graph's window is 15 s: one that is much longer is in the wrong unit. */
export const answerDeadline = duration(10 * MINUTE);

/** 0: no pause. */
export const pause = duration(10 * MINUTE, true);

/** Graph ends a call after 45 minutes without keepAlive (Graph §3.4). */
export const keepAlive = duration(45 * MINUTE);

/** A stay: some meetings are left open for a week, and none for longer. */
export const stay = duration(7 * 24 * HOUR);

export const attempts = z.int('must be a whole number').min(1, 'must be at least 1').max(5, 'must be at most 5');
export const text = z.string().min(1, 'must not be empty');

/** Ids become part of URL paths and workflow ids: anything that could change a path is refused. */
export const id = text
  .max(128, 'must not be longer than 128 characters')
  .regex(/^[\w-]+$/, 'must consist of letters, digits, - and _');

export const tenantId = text
  .max(128, 'must not be longer than 128 characters')
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'must be a tenant id (GUID) or a domain name');

/** The starter's own words. */
export const context = z.string().max(2_000, 'must not be longer than 2,000 characters');

const user = z.strictObject({ id, tenantId: tenantId.optional(), displayName: z.string().optional() });

export const invitedUserSchema: z.ZodType<InvitedUser> = z.strictObject({ user });

export const invitedParticipantSchema = z.strictObject({ user, replacesCallId: id.optional() });

/** A leg of the bot, and the tenant whose token its requests take. */
export const callSchema = z.strictObject({ id, tenantId });

function duration(longest: number, mayBe0 = false) {
  return z
    .union([z.number(), z.string()], "must be a number of milliseconds or a text such as '12 seconds'")
    .transform((value, issues) => {
      const parsed = readDuration(value, longest, mayBe0);
      if (parsed.ok) return parsed.ms;
      issues.addIssue({ code: 'custom', message: parsed.why });
      return z.NEVER;
    });
}
