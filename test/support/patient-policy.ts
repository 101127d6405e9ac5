import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import { TEST_POLICY } from './test-policy.ts';

/** For escalations that wait until a program that was killed is back: on a busy machine that takes seconds, and no deadline is to decide. */
export const PATIENT_POLICY = {
  ...TEST_POLICY,
  answerWithin: 40_000,
  establishWithin: 40_000,
  inviteWithin: 40_000,
  replaceWithin: 40_000,
} satisfies Partial<EscalationPolicy>;
