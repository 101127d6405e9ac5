import { neverAnswered } from './answered.ts';
import type { EndedCall } from './ended-call.ts';
import { fellSilent } from './probes.ts';
import { untrueReason } from './reason.ts';
import { invitedTwice, otherTenants, requestsWithoutReason } from './requests.ts';
import { gaveUpRinging, hungUpWhileRinging } from './ringing.ts';
import { unheardAnswers } from './unheard.ts';
import type { World } from './world.ts';
import { callersLost, legsLeftAlive, p2pLegLeftAlive, untrueResult } from './truth.ts';

/** What must hold after every call, whatever went wrong. Each names what it found. */
export function violations(call: EndedCall, world: World): string[] {
  return [
    ...unaccounted(call),
    ...legsLeftAlive(call),
    ...p2pLegLeftAlive(call),
    ...untrueResult(call),
    ...untrueReason(call, world),
    ...callersLost(call),
    ...invitedTwice(call),
    ...requestsWithoutReason(call, world),
    ...unheardAnswers(call),
    ...otherTenants(call),
    ...neverAnswered(call),
    ...fellSilent(call),
    ...hungUpWhileRinging(call),
    ...gaveUpRinging(call),
    ...tooLong(call, world.outages),
  ];
}

/** Every caller is accounted for, and no workflow is stuck. */
function unaccounted({ ending, taskFailures }: EndedCall): string[] {
  return [
    ...taskFailures.map((bug) => `a workflow task failed: ${bug}`),
    ...(ending.is === 'never started' ? ['no escalation was started'] : []),
    ...(ending.is === 'stuck' ? ['the workflow is stuck'] : []),
  ];
}

/** Until a hang-up has been tried twice and its end awaited, and the requests under way have come to their limits. */
const TIDY_UP = 75_000;

/** Every wait ends by its deadline: no escalation lasts longer than its policy's deadlines one after another. */
function tooLong({ ending, policy, others = 0 }: EndedCall, outages: number): string[] {
  if (!('closedAt' in ending)) return [];
  const joining = policy.createAttempts * (policy.establishWithin + TIDY_UP);
  const moving = policy.inviteAttempts * (policy.inviteWithin + policy.replaceWithin);
  // Together, and then each alone.
  const inviting = (others > 0 ? 1 + others : 0) * policy.inviteAttempts * (policy.inviteWithin + policy.replaceWithin);
  const longest =
    policy.answerWithin + policy.establishWithin + joining + moving + inviting + policy.leaveAfter + TIDY_UP + outages;
  const took = ending.closedAt - ending.startedAt;
  return took > longest ? [`it took ${took} ms, ${longest} ms are allowed`] : [];
}
