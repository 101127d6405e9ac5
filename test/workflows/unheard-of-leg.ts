import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { SimulatorControl } from '../graph-simulator/simulator-control.ts';

/** Had the roster been posted, `tellAgain` would post that. */
const NO_ROSTER: FaultInput = { notification: 'roster', do: 'lose', times: 'always' };

/** A multiparty leg that is not known before its escalation has ended, for the caller has hung up. */
export const UNHEARD_OF_LEG: FaultInput[] = [
  { request: 'createCall', do: 'loseResponse' },
  { notification: 'multiparty establishing', do: 'lose' },
  { notification: 'multiparty established', do: 'hold' },
  NO_ROSTER,
  { caller: 'hangsUp', at: 'creating' },
];

/** Graph now reports that the leg is established. */
export function letItShowItself(simulator: SimulatorControl): void {
  simulator.clearScript();
  simulator.script([NO_ROSTER]);
}
