import type { EscalationPolicy } from '../../../workflows/contract/policy.ts';

/** Of the calls that the fake Temporal SDK and the real server both play: what a busy machine keeps, and a test can wait out. */
export const COMPARISON_POLICY = {
  answerWithin: 10_000,
  establishWithin: 6_000,
  inviteWithin: 6_000,
  replaceWithin: 3_000,
  leaveAfter: 50,
  probeAfter: 500,
} satisfies Partial<EscalationPolicy>;
