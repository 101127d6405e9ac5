import { allViolations } from './all-violations.ts';
import type { Scenario } from './scenario.ts';
import { type SimulatedCall, simulateCall } from './simulate-call.ts';

/** The same seed with as few faults as still break an invariant: one after another is left out. */
export async function shrink(call: SimulatedCall): Promise<SimulatedCall> {
  for (const simpler of simplerScenarios(call.scenario)) {
    const tried = await simulateCall(simpler);
    if (allViolations(tried).length > 0) return shrink(tried);
  }
  return call;
}

function simplerScenarios(scenario: Scenario): Scenario[] {
  const { cancelAt, ...uncancelled } = scenario;
  const { againAfter, ...once } = scenario;
  return [
    ...scenario.faults.map((_, left) => ({ ...scenario, faults: scenario.faults.filter((_, i) => i !== left) })),
    ...(scenario.workerDies > 0 ? [{ ...scenario, workerDies: 0 }] : []),
    ...(scenario.webhookDown > 0 ? [{ ...scenario, webhookDown: 0 }] : []),
    ...(cancelAt === undefined ? [] : [uncancelled]),
    ...(againAfter === undefined ? [] : [once]),
    ...simplerCircumstances(scenario),
  ];
}

function simplerCircumstances({ circumstances = {}, ...scenario }: Scenario): Scenario[] {
  const all = Object.entries(circumstances);
  return all.map(([left]) => ({ ...scenario, circumstances: Object.fromEntries(all.filter(([name]) => name !== left)) }));
}
