import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { drawMoreFaults } from '../simulation/draw-more-faults.ts';
import { createRandom, type Random } from '../simulation/random.ts';
import { drawFault, withoutTwoFalse404s } from '../simulation/draw-fault.ts';
import { CHAOS_POLICY, PACE } from './policy.ts';

/** One caller, and what goes wrong for this caller alone. */
export interface CallPlan {
  /** From 1. */
  number: number;
  /** A tenant of its own, so that faults find its requests and notifications among all others. */
  tenantId: string;
  callerUserId: string;
  threadId: string;
  faults: FaultInput[];
  escalate: Omit<EscalateCallInput, 'p2pCall'>;
  /** ms after the begin of the run. */
  callsAt: number;
  /** ms after the call at which somebody cancels the escalation. */
  cancelAt?: number;
  /** What is asked of the stay that takes the leg over; times in ms, one after the other. */
  stay?: { inviteAfter: number; people: string[]; leaveAfter: number };
  /** ms after the call at which another service starts the escalation, should nobody have. */
  startAt: number;
}

/** `count` callers, spread evenly over `within` ms. The same seed gives the same plan. */
export function planCalls(count: number, seed: number, within: number): CallPlan[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => planCall(i + 1, random.between(0, within), random)).sort(
    (a, b) => a.callsAt - b.callsAt,
  );
}

function planCall(number: number, callsAt: number, random: Random): CallPlan {
  const tenantId = random.guid();
  const threadId = `19:meeting_${number}@thread.v2`;
  const faults = Array.from({ length: Math.floor(random.next() * 4) }, () =>
    random.chance(0.15) ? drawFaultOfTheGround(random) : drawFault(random, PACE),
  );
  const stays = random.chance(0.3);
  const guests = (most: number) => Array.from({ length: random.pick([0, 0, 1, most]) }, () => random.guid());
  const others = guests(3);
  return {
    number,
    tenantId,
    threadId,
    callerUserId: random.guid(),
    faults: [...withoutTwoFalse404s(faults), ...drawMoreFaults(random, PACE)].map((fault) => ({ ...fault, where: { tenantId } })),
    escalate: {
      meeting: {
        chatInfo: { threadId, messageId: '0' },
        organizer: { user: { id: random.guid(), tenantId } },
      },
      ...(others.length > 0 && { invite: others.map((id) => ({ user: { id } })) }),
      ...(stays && { afterwards: 'stay' }),
      policy: {
        ...CHAOS_POLICY,
        createWhen: random.pick(['established', 'answered']),
        onFailure: random.pick(['keep', 'hangUp']),
        ...(random.chance(0.2) && { establishWithin: Math.round(random.between(3_000, CHAOS_POLICY.establishWithin)) }),
        ...(random.chance(0.2) && { replaceWithin: Math.round(random.between(500, CHAOS_POLICY.replaceWithin)) }),
      },
    },
    callsAt,
    ...(random.chance(0.1) && { cancelAt: random.between(0, 6_000) }),
    startAt: random.between(2_500, 5_000),
    ...(stays && {
      stay: {
        inviteAfter: random.between(0, 2_000),
        people: [random.guid(), ...guests(3)],
        leaveAfter: random.between(0, 6_000),
      },
    }),
  };
}

/** What the simulation in virtual time leaves out: tokens, and the notification that begins it all. */
function drawFaultOfTheGround(random: Random): FaultInput {
  const nth = random.pick([1, 2]);
  const draws: (() => FaultInput)[] = [
    () => ({ request: 'token', do: 'reply', status: random.pick([500, 503, 429]), nth, times: random.pick([1, 3]) }),
    () => ({ request: 'token', do: 'loseResponse', how: random.pick(['reset', 'hang']), nth }),
    () => ({ request: 'token', do: 'delay', ms: random.between(100, 5_000), nth }),
    () => ({ notification: 'incoming', do: 'lose' }),
    () => ({ notification: 'incoming', do: 'double' }),
    () => ({ notification: 'incoming', do: 'delay', ms: random.between(100, 4_000) }),
    () => ({ quirk: 'legacyFirstNotification' }),
  ];
  return random.pick(draws)();
}
