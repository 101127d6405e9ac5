import { z } from 'zod';
import { answerDeadline, attempts, deadline, keepAlive, pause, stay } from './field-schema.ts';
import { DEFAULT_POLICY, type InvitePolicy, type Resolved, type ResolvedPolicy, type StayPolicy } from './policy.ts';

const FIELDS = {
  answerWithin: answerDeadline.default(DEFAULT_POLICY.answerWithin),
  establishWithin: deadline.default(DEFAULT_POLICY.establishWithin),
  inviteWithin: deadline.default(DEFAULT_POLICY.inviteWithin),
  replaceWithin: deadline.default(DEFAULT_POLICY.replaceWithin),
  leaveAfter: pause.default(DEFAULT_POLICY.leaveAfter),
  probeAfter: deadline.default(DEFAULT_POLICY.probeAfter),
  keepAliveEvery: keepAlive.default(DEFAULT_POLICY.keepAliveEvery),
  aloneFor: deadline.default(DEFAULT_POLICY.aloneFor),
  stayAtMost: stay.default(DEFAULT_POLICY.stayAtMost),
  createAttempts: attempts.default(DEFAULT_POLICY.createAttempts),
  inviteAttempts: attempts.default(DEFAULT_POLICY.inviteAttempts),
  createWhen: z.enum(['established', 'answered']).default(DEFAULT_POLICY.createWhen),
  onFailure: z.enum(['keep', 'hangUp']).default(DEFAULT_POLICY.onFailure),
};

/** `Partial<EscalationPolicy>` in, the complete policy in ms out. */
export const policySchema: z.ZodType<ResolvedPolicy> = z.strictObject(FIELDS).prefault({});

const { inviteWithin, replaceWithin, probeAfter, inviteAttempts, keepAliveEvery, aloneFor, stayAtMost } = FIELDS;

export const invitePolicySchema: z.ZodType<Resolved<InvitePolicy>> = z
  .strictObject({ inviteWithin, replaceWithin, probeAfter, inviteAttempts })
  .prefault({});

export const stayPolicySchema: z.ZodType<Resolved<StayPolicy>> = z
  .strictObject({ inviteWithin, replaceWithin, probeAfter, inviteAttempts, keepAliveEvery, aloneFor, stayAtMost })
  .prefault({});
