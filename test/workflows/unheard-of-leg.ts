import type { FaultInput } from '../graph-simulator/faults/fault.ts';

/** A multiparty leg that nobody hears of before its escalation has ended, for the caller has hung up: it shows itself two seconds after it was made. */
export const UNHEARD_OF_LEG: FaultInput[] = [
  { request: 'createCall', do: 'loseResponse' },
  { notification: 'multiparty establishing', do: 'lose' },
  { notification: 'multiparty established', do: 'delay', ms: 2_000 },
  { notification: 'roster', do: 'lose', times: 'always' },
  { caller: 'hangsUp', at: 'creating' },
];
