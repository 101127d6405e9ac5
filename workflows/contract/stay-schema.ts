import { z } from 'zod';
import { describeFaults } from './faults-of-schema.ts';
import { callSchema, context, id } from './field-schema.ts';
import { stayPolicySchema } from './policy-schema.ts';
import type { CheckedStayInput } from './stay.ts';

/** `CheckedStayInput` without what the worker adds. */
export type ParsedStayInput = Omit<CheckedStayInput, 'applicationId'>;

/** Not `carried`: from a starter it is refused like any unknown field. */
const stayInCallInputSchema = z.strictObject({
  call: callSchema,
  p2pCallId: id.optional(),
  context: context.optional(),
  policy: stayPolicySchema,
});

/** As `parseEscalateCallInput`, for the input of `stayInCall`. */
export function parseStayInCallInput(input: unknown): { ok: true; input: ParsedStayInput } | { ok: false; why: string } {
  const parsed = stayInCallInputSchema.safeParse(input);
  if (!parsed.success) return { ok: false, why: describeFaults(parsed.error) };
  const { call, p2pCallId, context: words, policy } = parsed.data;
  return {
    ok: true,
    input: { call, ...(p2pCallId !== undefined && { p2pCallId }), ...(words !== undefined && { context: words }), policy },
  };
}
