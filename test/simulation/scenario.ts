import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { NotificationKind } from '../graph-simulator/faults/kinds.ts';
import type { Timings } from '../graph-simulator/model/settings.ts';
import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import { type Circumstances, drawCircumstances } from './circumstances.ts';
import { drawFault, withoutTwoFalse404s } from './draw-fault.ts';
import { drawLostNotification, drawMoreFaults } from './draw-more-faults.ts';
import { drawOthers } from './draw-others.ts';
import type { Random } from './random.ts';

/** All that differs between two runs, besides the order in which things happen. */
export interface Scenario {
  seed: number;
  faults: FaultInput[];
  policy: Partial<EscalationPolicy>;
  /** ms after the call at which somebody cancels the escalation. */
  cancelAt?: number;
  /** Chance of a worker's death in each task and in each activity. */
  workerDies: number;
  /** Chance of each notification to find the webhook down; nobody sends it again. */
  webhookDown: number;
  /** ms after its end at which somebody starts the escalation again, where the P2P call is still there. */
  againAfter?: number;
  circumstances?: Circumstances;
  /** Ids of further people, who are invited once the caller is in. */
  others?: string[];
  /** How long Microsoft's side takes; default realistic. */
  timings?: Timings;
  /** Every latency is its shortest, and Microsoft's side writes as in the field: times can be checked exactly. */
  steady?: true;
}

/** Most runs meet one to three faults, some none. */
export function drawScenario(seed: number, random: Random): Scenario {
  const count = Math.floor(random.next() * 4);
  const scenario: Scenario = {
    seed,
    faults: withoutTwoFalse404s(Array.from({ length: count }, () => drawFault(random))),
    policy: {
      createWhen: random.pick(['established', 'answered']),
      onFailure: random.pick(['keep', 'hangUp']),
      ...(random.chance(0.2) && { establishWithin: Math.round(random.between(3_000, 40_000)) }),
      ...(random.chance(0.2) && { replaceWithin: Math.round(random.between(500, 30_000)) }),
    },
    ...(random.chance(0.1) && { cancelAt: random.between(0, 15_000) }),
    workerDies: random.chance(0.15) ? 0.08 : 0,
    webhookDown: random.chance(0.15) ? 0.3 : 0,
    ...(random.chance(0.3) && { againAfter: random.between(10, 5_000) }),
  };
  const drawn = scenario.againAfter !== undefined && random.chance(0.3) ? withLateLeg(scenario, random) : scenario;
  const more = drawMoreFaults(random);
  const circumstances = drawCircumstances(random, drawn.againAfter !== undefined);
  // Otherwise nobody need read what comes with a slow roster.
  const lost = circumstances.slowRosters && random.chance(0.6) ? [drawLostNotification(random)] : [];
  const { others, faults } = drawOthers(seed);
  return { ...drawn, faults: [...drawn.faults, ...more, ...lost, ...faults], circumstances, ...(others && { others }) };
}

/** So that an escalation that was started again meets a leg of the one before, which was never heard of. */
function withLateLeg({ faults, policy, ...scenario }: Scenario, random: Random): Scenario {
  const late = (notification: NotificationKind): FaultInput => ({ notification, do: 'delay', ms: random.between(4_000, 20_000) });
  return {
    ...scenario,
    faults: [
      ...faults,
      { request: 'createCall', do: 'loseResponse' },
      late('multiparty establishing'),
      late('multiparty established'),
    ],
    policy: { ...policy, onFailure: 'keep', createAttempts: 1, establishWithin: Math.round(random.between(2_000, 6_000)) },
  };
}
