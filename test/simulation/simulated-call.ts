import { allViolations } from './all-violations.ts';
import type { Scenario } from './scenario.ts';
import { simplerScenarios } from './simpler-scenarios.ts';
import { type SimulatedCall, simulateCall } from './simulate-call.ts';
import type { Simulated } from './simulated.ts';

/** Simulates an escalation, and holds it to the invariants. */
export async function simulatedCall(scenario: Scenario): Promise<Simulated> {
  const call = await simulateCall(scenario);
  const { faults, cancelAt, workerDies, webhookDown, circumstances = {}, others } = scenario;
  return {
    of: 'calls',
    outcome: outcomeOf(call),
    violations: allViolations(call),
    faults,
    circumstances: [
      ...(cancelAt === undefined ? [] : ['cancelled by a caller']),
      ...(workerDies > 0 ? ['workers die'] : []),
      ...(webhookDown > 0 ? ['webhook down now and then'] : []),
      ...(wasStartedAgain(call) ? ['started again'] : []),
      ...(others ? ['invites further people'] : []),
      ...Object.keys(circumstances).map((name) => `circumstance: ${name}`),
    ],
    story: () => [JSON.stringify(scenario), ...call.story, JSON.stringify(call.run?.outcome, undefined, 1)],
    simpler: simplerScenarios(scenario).map((simpler) => () => simulatedCall(simpler)),
  };
}

/** The outcome, the reason, or the failure's type. */
export function outcomeOf({ run }: SimulatedCall): string {
  const outcome = run?.outcome;
  if (!outcome) return 'none';
  if ('failure' in outcome) return `failure ${'type' in outcome.failure ? String(outcome.failure.type) : outcome.failure.name}`;
  const { result } = outcome;
  if (typeof result !== 'object' || result === null) return 'nothing';
  return String('reason' in result ? result.reason : 'outcome' in result ? result.outcome : 'nothing');
}

function wasStartedAgain({ run, runs }: SimulatedCall): boolean {
  return runs.some((one) => one.workflowId === run?.workflowId && one !== run);
}
