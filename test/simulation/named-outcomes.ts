import { NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { COMPARISON_POLICY } from './comparison/policy.ts';
import { simulateCall } from './simulate-call.ts';
import { outcomeOf } from './simulated-call.ts';

/** Program: how the call of each named fault ends in the simulation, as JSON; `comparison.test.ts` holds it to the real server. */
const outcomes: Record<string, string> = {};
for (const [name, { faults }] of Object.entries(NAMED_FAULTS)) {
  const call = await simulateCall({
    seed: 1,
    faults,
    policy: COMPARISON_POLICY,
    workerDies: 0,
    webhookDown: 0,
    timings: FAST_TIMINGS,
  });
  outcomes[name] = outcomeOf(call);
}
process.stdout.write(JSON.stringify(outcomes), () => process.exit());
