import type { Scenario } from './scenario.ts';

/** With one thing less that goes wrong, each. */
export function simplerScenarios(scenario: Scenario): Scenario[] {
  const { cancelAt, ...uncancelled } = scenario;
  const { againAfter, ...once } = scenario;
  const { others, ...alone } = scenario;
  return [
    ...scenario.faults.map((_, left) => ({ ...scenario, faults: scenario.faults.filter((_, i) => i !== left) })),
    ...(scenario.workerDies > 0 ? [{ ...scenario, workerDies: 0 }] : []),
    ...(scenario.webhookDown > 0 ? [{ ...scenario, webhookDown: 0 }] : []),
    ...(cancelAt === undefined ? [] : [uncancelled]),
    ...(againAfter === undefined ? [] : [once]),
    ...(others ? [alone] : []),
    ...simplerCircumstances(scenario),
  ];
}

function simplerCircumstances({ circumstances = {}, ...scenario }: Scenario): Scenario[] {
  const all = Object.entries(circumstances);
  return all.map(([left]) => ({ ...scenario, circumstances: Object.fromEntries(all.filter(([name]) => name !== left)) }));
}
