import { z } from 'zod';
import { describeFaults } from './faults-of-schema.ts';
import { callSchema, context, invitedParticipantSchema } from './field-schema.ts';
import { nobodyTwice } from './input-schema.ts';
import type { CheckedInviteInput } from './invite.ts';
import { invitePolicySchema } from './policy-schema.ts';

/** `CheckedInviteInput` without what the worker adds. */
export type ParsedInviteInput = Omit<CheckedInviteInput, 'applicationId'>;

const inviteToCallInputSchema = z.strictObject({
  requestId: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'),
  call: callSchema,
  participants: z
    .array(invitedParticipantSchema)
    .min(1, 'must name at least one person')
    .max(50, 'must not name more than 50 people')
    .superRefine(nobodyTwice),
  together: z.boolean().default(true),
  context: context.optional(),
  policy: invitePolicySchema,
});

/** As `parseEscalateCallInput`, for the input of `inviteToCall`. */
export function parseInviteToCallInput(input: unknown): { ok: true; input: ParsedInviteInput } | { ok: false; why: string } {
  const parsed = inviteToCallInputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, why: describeFaults(parsed.error) };
  return { ok: true, input: withoutUndefined(parsed.data) };
}

function withoutUndefined({ context: words, participants, ...rest }: z.infer<typeof inviteToCallInputSchema>): ParsedInviteInput {
  return {
    ...rest,
    participants: participants.map(({ user, replacesCallId }) => ({
      user,
      ...(replacesCallId !== undefined && { replacesCallId }),
    })),
    ...(words !== undefined && { context: words }),
  };
}
