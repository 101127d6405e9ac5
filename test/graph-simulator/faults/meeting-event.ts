import { z } from 'zod';

/** What people in a meeting can be, as the simulator is told; `other`: what no reader has a name for. */
export const PERSON_KINDS = ['user', 'phone', 'guest', 'application', 'other'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

const person = z.strictObject({
  kind: z.enum(PERSON_KINDS).default('user'),
  /** Default: a new one. */
  id: z.string().optional(),
  displayName: z.string().optional(),
  tenantId: z.string().optional(),
});
const told = z.boolean().default(true);

/** What happens in a meeting by itself. */
export const meetingEventSchema = z.discriminatedUnion('do', [
  /** Also an application of its own, such as a recorder. */
  z.strictObject({ do: z.literal('join'), person: person.prefault({}), inLobby: z.boolean().default(false) }),
  z.strictObject({
    do: z.enum(['leave', 'mute', 'unmute', 'hold', 'resume', 'admit', 'reject']),
    /** The id of an identity or of a participant; `caller`: of the P2P call that came last; `bot`: our own leg. */
    who: z.string(),
  }),
  /** All people; applications stay. */
  z.strictObject({ do: z.literal('everybodyLeaves') }),
  /** The organizer ends it for everybody (200/5001). `told: false`: no notification, only 404 (Graph §9.4). */
  z.strictObject({ do: z.literal('end'), told }),
  /** Somebody removes our leg. */
  z.strictObject({ do: z.literal('removeBot'), subcode: z.union([z.literal(5000), z.literal(5300)]).default(5300), told }),
  /** Our leg breaks down, such as 500/7117 or 410/301005. */
  z.strictObject({
    do: z.literal('failBot'),
    code: z.number().int(),
    subcode: z.number().int().default(0),
    message: z.string().optional(),
    told,
  }),
]);
export type MeetingEventInput = z.input<typeof meetingEventSchema>;
export type MeetingEvent = z.output<typeof meetingEventSchema>;
