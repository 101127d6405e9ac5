import { z } from 'zod';
import { normalizeId } from './call-id.ts';
import { describeFaults } from './faults-of-schema.ts';
import { context, id, invitedUserSchema, tenantId, text } from './field-schema.ts';
import type { CheckedInput, InvitedUser, MeetingCoordinates } from './input.ts';
import { meetingSchema } from './meeting-schema.ts';
import { policySchema } from './policy-schema.ts';

/** `CheckedInput` without what the worker adds. */
export type ParsedInput = Omit<CheckedInput, 'applicationId'>;

export type ParseResult = { ok: true; input: ParsedInput } | { ok: false; why: string };

/** People besides the caller, in one escalation. */
const MOST_INVITED = 50;
/** In a call of its own (Graph §3.2). */
const MOST_INVITED_TO_GROUP_CALL = 5;

const escalateOptions = {
  meeting: meetingSchema,
  subject: text.max(256, 'must not be longer than 256 characters').optional(),
  invite: z
    .array(invitedUserSchema)
    .max(MOST_INVITED, `must not name more than ${MOST_INVITED} people`)
    .superRefine(nobodyTwice)
    .default([]),
  afterwards: z.enum(['leave', 'stay']).optional(),
  context: context.optional(),
  policy: policySchema,
};

/** All of the input but the call: `escalate` in a route of `ESCALATION_ROUTES`. */
export const escalateOptionsSchema = z.strictObject(escalateOptions).superRefine(groupCallRules);

const escalateCallInputSchema = z
  .strictObject({
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
  })
  .superRefine(groupCallRules)
  .superRefine(({ p2pCall, invite }, issues) => {
    const index = invite.findIndex(({ user }) => normalizeId(user.id) === normalizeId(p2pCall.caller.user.id));
    if (index !== -1)
      issues.addIssue({ code: 'custom', path: ['invite', index, 'user', 'id'], message: 'is the caller, who is moved anyway' });
  });

/**
 * Validates the public input strictly and completes it: defaults, durations in ms, join link resolved. `why` names all faults with
 * their paths, such as `policy.answerWithin: must be more than 0`.
 */
export function parseEscalateCallInput(input: unknown): ParseResult {
  const parsed = escalateCallInputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, why: describeFaults(parsed.error) };
  const { p2pCall, meeting, subject, invite, afterwards, context: words, policy } = parsed.data;
  return {
    ok: true,
    input: {
      p2pCall,
      meeting,
      // The meeting's tenant, if it is known, determines the token (rule 8).
      multipartyTenantId: meeting.kind === 'organizer' ? meeting.organizer.user.tenantId : p2pCall.tenantId,
      ...(subject !== undefined && { subject }),
      invite,
      afterwards: afterwards ?? (meeting.kind === 'newGroupCall' ? 'stay' : 'leave'),
      ...(words !== undefined && { context: words }),
      policy,
    },
  };
}

/** Whoever is listed twice would be rung twice. */
export function nobodyTwice(people: readonly InvitedUser[], issues: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  people.forEach(({ user }, index) => {
    const key = normalizeId(user.id);
    if (seen.has(key))
      issues.addIssue({ code: 'custom', input: people, path: [index, 'user', 'id'], message: 'is listed twice' });
    seen.add(key);
  });
}

/** Such a call ends when fewer than two are left, and takes few people (Graph §3.2, §9.4). */
function groupCallRules(
  {
    meeting,
    invite,
    afterwards,
  }: { meeting: MeetingCoordinates; invite: InvitedUser[]; afterwards?: 'leave' | 'stay' | undefined },
  issues: z.core.$RefinementCtx,
): void {
  if (meeting.kind !== 'newGroupCall') return;
  if (afterwards === 'leave')
    issues.addIssue({
      code: 'custom',
      input: afterwards,
      path: ['afterwards'],
      message: "must be 'stay': a new group call ends when the bot leaves the caller alone in it",
    });
  if (invite.length > MOST_INVITED_TO_GROUP_CALL)
    issues.addIssue({
      code: 'custom',
      input: invite,
      path: ['invite'],
      message: `must not name more than ${MOST_INVITED_TO_GROUP_CALL} people: a new group call takes no more`,
    });
}
