import { DEFAULT_POLICY, type ResolvedPolicy } from '../../workflows/contract/policy.ts';
import type { SimulatedCall } from './simulate-call.ts';

/** Until a hang-up has been tried twice and its end awaited, and the requests under way have come to their limits. */
const TIDY_UP = 75_000;
/** Probes at deadlines, deaths of workers (each costs a task's or an activity's time-out), and Graph's own 15 s window. */
const SLACK = 90_000;

/** Every wait ends by its deadline: no escalation lasts longer than its policy's deadlines one after another. */
export function tooLong({ run, startedAt, scenario }: SimulatedCall): string[] {
  if (run?.closedAt === undefined) return [];
  const policy: ResolvedPolicy = { ...DEFAULT_POLICY };
  const { establishWithin = policy.establishWithin, replaceWithin = policy.replaceWithin } = scenario.policy;
  const joining = policy.createAttempts * (Number(establishWithin) + TIDY_UP);
  const moving = policy.inviteAttempts * (policy.inviteWithin + Number(replaceWithin));
  const longest = policy.answerWithin + Number(establishWithin) + joining + moving + policy.leaveAfter + TIDY_UP + SLACK;
  const took = run.closedAt - startedAt;
  return took > longest ? [`it took ${took} ms, ${longest} ms are allowed`] : [];
}
