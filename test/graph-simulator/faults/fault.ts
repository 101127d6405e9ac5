import { z } from 'zod';
import { NOTIFICATION_KINDS, QUIRKS, REQUEST_KINDS, STEPS } from './kinds.ts';
import { meetingEventSchema } from './meeting-event.ts';

/** Which occurrence a fault acts on, counted from the moment it was scripted, and whose. */
const occurrence = {
  /** The first occurrence it acts on. */
  nth: z.number().int().min(1).default(1),
  times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
  /** Parallel calls share one script: without it, a fault acts on whatever comes first. */
  where: z.strictObject({ tenantId: z.string().optional(), callId: z.string().optional() }).optional(),
};
const requests = z.union([z.enum(REQUEST_KINDS), z.literal('all')]);
const notifications = z.union([z.enum(NOTIFICATION_KINDS), z.literal('all')]);
const milliseconds = z.number().min(0);
const result = { code: z.number().int().optional(), subcode: z.number().int().optional(), message: z.string().optional() };

const requestFault = z.union([
  /** Answered so instead of being processed. */
  z.strictObject({
    request: requests,
    do: z.literal('reply'),
    status: z.number().int(),
    body: z.unknown().optional(),
    /** Seconds, as Graph writes them: also fractional (Graph §8). */
    retryAfter: z.string().optional(),
    ...occurrence,
  }),
  /** Held back before it is processed, or its response after. */
  z.strictObject({
    request: requests,
    do: z.literal('delay'),
    ms: milliseconds,
    what: z.enum(['processing', 'response']).default('processing'),
    ...occurrence,
  }),
  /** Processed, but the connection is lost, or stays silent, instead of a response. */
  z.strictObject({
    request: requests,
    do: z.literal('loseResponse'),
    how: z.enum(['reset', 'hang']).default('reset'),
    ...occurrence,
  }),
  /** Not processed: the connection is lost first. */
  z.strictObject({ request: requests, do: z.literal('reset'), ...occurrence }),
]);

const notificationFault = z.union([
  z.strictObject({ notification: notifications, do: z.enum(['lose', 'double']), ...occurrence }),
  z.strictObject({ notification: notifications, do: z.literal('delay'), ms: milliseconds, ...occurrence }),
  /** Held back until the script is cleared. */
  z.strictObject({ notification: notifications, do: z.literal('hold'), ...occurrence }),
  /** Sent after the leg's next notification, or by itself after `ms` if none follows. */
  z.strictObject({ notification: notifications, do: z.literal('swap'), ms: milliseconds.default(1_000), ...occurrence }),
]);

/** How a person, or Teams in his stead, takes an invitation. Codes: Graph §6 and §9.3. */
const inviteFault = z.strictObject({
  /** `accepted`: as usual, but after `afterMs`. */
  invite: z.enum(['accepted', 'declined', 'unanswered', 'failed', 'takenElsewhere']),
  ...result,
  afterMs: milliseconds.optional(),
  ...occurrence,
});

/** How somebody answers who is rung, by an invite that replaces nothing; goes before what `invite` says of the whole request. */
const personFault = z.strictObject({
  /** A user's id, or whoever is rung. */
  person: z.union([z.literal('anybody'), z.string()]),
  answers: z.enum(['accepted', 'inLobby', 'declined', 'busy', 'unanswered', 'unreachable', 'failed', 'takenElsewhere']),
  ...result,
  /** The operation fails without a result. */
  withoutCode: z.boolean().default(false),
  /** From the invite. */
  afterMs: milliseconds.optional(),
  /** In the lobby: without it never admitted. */
  admittedAfterMs: milliseconds.optional(),
  ...occurrence,
});

/** Something happens in the meeting of the multiparty leg that is, or came last, at a step. */
const meetingFault = z.strictObject({
  meeting: meetingEventSchema,
  step: z.enum(STEPS),
  afterMs: milliseconds.default(0),
  ...occurrence,
});

const legFault = z.union([
  /** `told: false`: neither notification, only 404. */
  z.strictObject({
    caller: z.literal('hangsUp'),
    at: z.enum(STEPS),
    told: z.boolean().default(true),
    afterMs: milliseconds.default(0),
    ...result,
    ...occurrence,
  }),
  z.strictObject({
    leg: z.enum(['p2p', 'multiparty']),
    do: z.literal('end'),
    at: z.enum(STEPS),
    /** Without a code: a bare `deleted`; as after a replacement: `AppInitiated`, too (Graph §7, shapes (c) and (a)). */
    ...result,
    as: z.literal('replacement').optional(),
    told: z.boolean().default(true),
    afterMs: milliseconds.default(0),
    ...occurrence,
  }),
  /** Stuck `establishing`, until Teams gives up with 500/7117 (Graph §7). */
  z.strictObject({ leg: z.enum(['p2p', 'multiparty']), do: z.literal('neverEstablish'), ...occurrence }),
  /** The replaced P2P leg is not dropped. */
  z.strictObject({ leg: z.literal('p2p'), do: z.literal('surviveReplacement'), ...occurrence }),
  /** An established P2P leg becomes a multiparty call under its old id (Graph §11.12). */
  z.strictObject({
    leg: z.literal('p2p'),
    do: z.literal('turnMultiparty'),
    at: z.enum(STEPS),
    afterMs: milliseconds.default(0),
    ...occurrence,
  }),
  /** Without `admittedAfterMs`: never admitted. */
  z.strictObject({ lobby: z.enum(['bot', 'caller']), admittedAfterMs: milliseconds.optional(), ...occurrence }),
]);

/** What this side of Teams does from now on, for all calls or for those of a tenant. */
const quirkFault = z.strictObject({
  quirk: z.enum(QUIRKS),
  on: z.boolean().default(true),
  where: z.strictObject({ tenantId: z.string() }).optional(),
});

export const faultSchema = z.union([
  requestFault,
  notificationFault,
  inviteFault,
  personFault,
  meetingFault,
  legFault,
  quirkFault,
]);
/** One thing that goes wrong, as scripted (JSON). */
export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;
export type RequestFault = z.output<typeof requestFault>;
export type NotificationFault = z.output<typeof notificationFault>;
export type InviteFault = z.output<typeof inviteFault>;
export type PersonFault = z.output<typeof personFault>;
export type MeetingFault = z.output<typeof meetingFault>;
export type LegFault = z.output<typeof legFault>;
