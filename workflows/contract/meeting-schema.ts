import { z } from 'zod';
import { faultsOf } from './faults-of-schema.ts';
import { id, tenantId, text } from './field-schema.ts';
import type { MeetingCoordinates } from './input.ts';
import { readJoinLink, withoutBlanks } from './join-link.ts';

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
    // People stay in the meeting when the bot, which may have been the first to join, leaves (Graph §3.2).
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

const newGroupCall = z
  .strictObject({ newGroupCall: z.literal(true, 'must be true') })
  .transform((): MeetingCoordinates => ({ kind: 'newGroupCall' }));

/** The forms by their characteristic field, so that errors name that form's fields and not those missing from the others. */
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
      : [{ message: 'must hold joinUrl, chatInfo and organizer, joinMeetingId, token, or newGroupCall' }];
    for (const fault of faults) context.addIssue({ code: 'custom', ...fault });
    return z.NEVER;
  });
