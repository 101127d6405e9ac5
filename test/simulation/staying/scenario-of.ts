import type { Scenario } from '../scenario.ts';
import type { StayScript } from './stay-script.ts';

/** What a stay is played with, as the system knows it. */
export function scenarioOf({
  seed,
  faults = [],
  policy = {},
  workerDies = 0,
  webhookDown = 0,
  circumstances,
  others,
  steady,
}: StayScript): Scenario {
  return {
    seed,
    faults,
    policy,
    workerDies,
    webhookDown,
    ...(circumstances && { circumstances }),
    ...(others && { others }),
    ...(steady && { steady }),
  };
}

/** What a stay takes of an escalation's. */
export function policyOf({ policy = {} }: StayScript): object {
  const taken = ['keepAliveEvery', 'aloneFor', 'stayAtMost', 'probeAfter', 'inviteWithin', 'replaceWithin', 'inviteAttempts'];
  return Object.fromEntries(Object.entries(policy).filter(([name]) => taken.includes(name)));
}
