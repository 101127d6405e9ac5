import { z } from 'zod';
import type { CheckedInput, InvitedUser, MeetingCoordinates } from './input.ts';
import { readJoinLink, withoutBlanks } from './join-link.ts';
import { DEFAULT_POLICY, type ResolvedPolicy } from './policy.ts';
import { readDuration } from './read-duration.ts';

/** All of `CheckedInput` that the input itself says. */
export type ParsedInput = Omit<CheckedInput, 'applicationId'>;

export type ParseResult = { ok: true; input: ParsedInput } | { ok: false; why: string };

const MINUTE = 60_000;

/** Longer than any of Graph's own clocks for these steps, so a longer one is a slip of the unit. */
const deadline = duration(10 * MINUTE);

/** 0: at once. */
const pause = duration(10 * MINUTE, true);

/** Graph ends a call after 45 minutes without keepAlive (Graph §3.4). */
const keepAlive = duration(45 * MINUTE);

const attempts = z.int('must be a whole number').min(1, 'must be at least 1').max(5, 'must be at most 5');
const text = z.string().min(1, 'must not be empty');

/** Ids stand in URL paths and in workflow ids: what could change the path is refused. */
const id = text.max(128, 'must not be longer than 128 characters').regex(/^[\w-]+$/, 'must consist of letters, digits, - and _');
const tenantId = text
  .max(128, 'must not be longer than 128 characters')
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'must be a tenant id (GUID) or a domain name');

/** `Partial<EscalationPolicy>` in, the complete policy in ms out. */
export const policySchema: z.ZodType<ResolvedPolicy> = z
  .strictObject({
    answerWithin: deadline.default(DEFAULT_POLICY.answerWithin),
    establishWithin: deadline.default(DEFAULT_POLICY.establishWithin),
    inviteWithin: deadline.default(DEFAULT_POLICY.inviteWithin),
    replaceWithin: deadline.default(DEFAULT_POLICY.replaceWithin),
    leaveAfter: pause.default(DEFAULT_POLICY.leaveAfter),
    probeAfter: deadline.default(DEFAULT_POLICY.probeAfter),
    keepAliveEvery: keepAlive.default(DEFAULT_POLICY.keepAliveEvery),
    aloneFor: deadline.default(DEFAULT_POLICY.aloneFor),
    createAttempts: attempts.default(DEFAULT_POLICY.createAttempts),
    inviteAttempts: attempts.default(DEFAULT_POLICY.inviteAttempts),
    createWhen: z.enum(['established', 'answered']).default(DEFAULT_POLICY.createWhen),
    onFailure: z.enum(['keep', 'hangUp']).default(DEFAULT_POLICY.onFailure),
  })
  .prefault({});

export const invitedUserSchema: z.ZodType<InvitedUser> = z.strictObject({
  user: z.strictObject({ id, tenantId: tenantId.optional(), displayName: z.string().optional() }),
});

const joinUrl = z.strictObject({ joinUrl: z.string() }).transform(({ joinUrl: url }, context): MeetingCoordinates => {
  const link = readJoinLink(url);
  if (link.ok) return link.meeting;
  context.addIssue({ code: 'custom', message: link.why, path: ['joinUrl'] });
  return z.NEVER;
});

const organizer = z
  .strictObject({
    chatInfo: z.strictObject({ threadId: text, messageId: text, replyChainMessageId: text.optional() }),
    organizer: z.strictObject({ user: z.strictObject({ id, tenantId }) }),
    // People stay in the meeting when the bot, who may have been first in it, leaves (Graph §3.2).
    allowConversationWithoutHost: z.boolean().default(true),
  })
  .transform((meeting): MeetingCoordinates => ({ kind: 'organizer', ...meeting }));

const joinMeetingId = z
  .strictObject({
    joinMeetingId: z
      .string()
      .transform(withoutBlanks)
      .pipe(z.string().regex(/^\d+$/, 'must consist of digits (blanks are dropped)')),
    passcode: text.optional(),
  })
  .transform((meeting): MeetingCoordinates => ({ kind: 'joinMeetingId', ...meeting }));

const token = z.strictObject({ token: text }).transform((meeting): MeetingCoordinates => ({ kind: 'token', ...meeting }));

const newGroupCall = z.strictObject({ newGroupCall: z.literal(true) }).transform((_, context): MeetingCoordinates => {
  context.addIssue({ code: 'custom', message: 'is not built yet: give a meeting', path: ['newGroupCall'] });
  return z.NEVER;
});

/** A form by its telling field, so that a fault names its own field instead of all that the other forms would lack. */
const MEETING_FORMS = { joinUrl, chatInfo: organizer, organizer, joinMeetingId, token, newGroupCall };

/** Where the multiparty call takes place: `MeetingInput` in, coordinates out. */
export const meetingSchema: z.ZodType<MeetingCoordinates> = z
  .looseObject({})
  .transform((meeting, context): MeetingCoordinates => {
    const form = Object.entries(MEETING_FORMS).find(([field]) => field in meeting)?.[1];
    const parsed = form?.safeParse(meeting);
    if (parsed?.success) return parsed.data;
    const faults = parsed
      ? faultsOf(parsed.error)
      : [{ message: 'must hold joinUrl, chatInfo and organizer, joinMeetingId, or token' }];
    for (const fault of faults) context.addIssue({ code: 'custom', ...fault });
    return z.NEVER;
  });

const escalateOptions = {
  meeting: meetingSchema,
  subject: text.max(256, 'must not be longer than 256 characters').optional(),
  invite: z.array(invitedUserSchema).max(0, 'is not built yet: only the caller can be moved; leave it out').optional(),
  afterwards: z
    .enum(['leave', 'stay'])
    .refine((value) => value !== 'stay', "'stay' is not built yet: leave it out, or give 'leave'")
    .optional(),
  policy: policySchema,
};

/** All of the input but the call: what a webhook route says (`escalate` of `ESCALATION_ROUTES`). */
export const escalateOptionsSchema = z.strictObject(escalateOptions);

const escalateCallInputSchema = z.strictObject({
  p2pCall: z.strictObject({
    id,
    tenantId,
    state: z.enum(['incoming', 'established']),
    caller: invitedUserSchema,
    receivedAt: z.iso.datetime({ offset: true, message: 'must be an ISO time, such as 2026-01-31T12:00:00Z' }).optional(),
    preFetchMedia: z.array(z.strictObject({ uri: z.url('must be a URL'), resourceId: text })).default([]),
    acceptedModalities: z
      .array(z.enum(['audio', 'video', 'videoBasedScreenSharing']))
      .min(1, 'must name at least one modality')
      .default(['audio']),
  }),
  ...escalateOptions,
});

/**
 * Checks the public input strictly and completes it: defaults, durations in ms, join link read. `why` names every fault with
 * its path, such as `policy.answerWithin: must be more than 0`.
 */
export function parseEscalateCallInput(input: unknown): ParseResult {
  const parsed = escalateCallInputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, why: describeFaults(parsed.error) };
  const { p2pCall, meeting, subject, policy } = parsed.data;
  // The tenant of the meeting, where it is known, decides on the token (rule 8).
  const multipartyTenantId = meeting.kind === 'organizer' ? meeting.organizer.user.tenantId : p2pCall.tenantId;
  return { ok: true, input: { p2pCall, meeting, multipartyTenantId, ...(subject && { subject }), policy } };
}

/** All faults in one line, each with the path of its field below `at`. */
export function describeFaults(error: z.ZodError, at: PropertyKey[] = []): string {
  return faultsOf(error)
    .map(({ path, message }) => `${z.core.toDotPath([...at, ...path]) || 'input'}: ${message}`)
    .join('; ');
}

function faultsOf(error: z.ZodError): { path: PropertyKey[]; message: string }[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: 'unknown field; check its spelling, or leave it out',
      }));
    }
    const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
    return [{ path: issue.path, message: missing ? 'is missing' : issue.message }];
  });
}

function duration(longest: number, mayBe0 = false) {
  return z
    .union([z.number(), z.string()], "must be a number of milliseconds or a text such as '12 seconds'")
    .transform((value, context) => {
      const parsed = readDuration(value, longest, mayBe0);
      if (parsed.ok) return parsed.ms;
      context.addIssue({ code: 'custom', message: parsed.why });
      return z.NEVER;
    });
}
