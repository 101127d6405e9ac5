import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { Random } from './random.ts';

/** The two that must not be processed twice more often. */
const THROTTLED = [
  'answer',
  'createCall',
  'createCall',
  'invite',
  'invite',
  'getCall',
  'getParticipants',
  'getOperation',
  'delete',
] as const;

/** Faults that are worth little alone; each comes with what makes it hurt. `pace`: as in `drawFault`. */
export function drawMoreFaults(random: Random, pace = 1): FaultInput[] {
  return [
    ...(random.chance(0.06) ? drawChatter(random) : []),
    ...(random.chance(0.06) ? drawCallerInAlready(random, pace) : []),
    ...(random.chance(0.08) ? drawThrottling(random, pace) : []),
  ];
}

/** A chatty meeting is no news of a leg that nobody told of. */
function drawChatter(random: Random): FaultInput[] {
  return [
    { quirk: random.pick(['chattyMeeting', 'chattyMeetingDeltas']) },
    ...(random.chance(0.6) ? [drawLostNotification(random)] : []),
  ];
}

/** Of a kind that a probe must make up for. */
export function drawLostNotification(random: Random): FaultInput {
  const notification = random.pick(['multiparty established', 'p2p established', 'operation', 'p2p terminated'] as const);
  return { notification, do: 'lose', times: 'always' };
}

/** The roster lists the caller while the invite still rings. */
function drawCallerInAlready(random: Random, pace: number): FaultInput[] {
  return [{ quirk: 'callerInMeetingAlready' }, ...(random.chance(0.6) ? [slowInvite(random, pace * 4_000, pace * 60_000)] : [])];
}

/** Any request is refused, with a long `Retry-After`, and taken later. */
function drawThrottling(random: Random, pace: number): FaultInput[] {
  const request = random.pick(THROTTLED);
  return [
    {
      request,
      do: 'reply',
      status: random.pick([429, 503]),
      retryAfter: String(Math.round(random.pick([15, 60, 61.5]) * pace * 10) / 10),
      nth: random.pick([1, 1, 2]),
      times: random.pick([1, 1, 2]),
    },
    ...(request === 'invite' && random.chance(0.6) ? [slowInvite(random, pace * 30_000, pace * 70_000)] : []),
  ];
}

function slowInvite(random: Random, from: number, to: number): FaultInput {
  return { invite: random.pick(['accepted', 'accepted', 'unanswered', 'declined']), afterMs: random.between(from, to) };
}
