import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import { REALISTIC_TIMINGS, type Timings } from '../graph-simulator/model/settings.ts';

/** What a fault's longer times are multiplied with, so that they fit these deadlines as they fit the default ones. */
export const PACE = 0.2;

/** Short, so that hundreds of calls fit into minutes; long enough for most to outlast a program that is killed. */
export const CHAOS_POLICY = {
  answerWithin: 10_000,
  establishWithin: 8_000,
  inviteWithin: 10_000,
  replaceWithin: 5_000,
  leaveAfter: 300,
  probeAfter: 1_000,
  keepAliveEvery: 3_000,
  aloneFor: 5_000,
  stayAtMost: 120_000,
} satisfies Partial<EscalationPolicy>;

/** As in the field, but for what takes a minute. */
export const CHAOS_TIMINGS: Timings = { ...REALISTIC_TIMINGS, stuck: 6_000, ring: 6_000, declined: 2_000 };
