import type { EscalationPolicy } from '../../workflows/contract/policy.ts';

/** Long against the simulator's fast timings (tens of ms) on a busy machine, short for a test that waits one out. */
export const TEST_POLICY = {
  answerWithin: 8_000,
  establishWithin: 3_000,
  inviteWithin: 3_000,
  replaceWithin: 1_000,
  leaveAfter: 50,
  probeAfter: 300,
} satisfies Partial<EscalationPolicy>;
