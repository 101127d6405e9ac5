import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { RecordedLeg, RecordedNotification, RecordedRequest } from '../graph-simulator/request-pipeline/record.ts';
import type { GraphSimulator } from '../graph-simulator/graph-simulator.ts';
import type { SimulatedCall } from '../support/simulated-call.ts';
import type { CallOptions, System } from '../support/system.ts';

/** One call under a script, and what Microsoft's side has recorded of it. Calls of one system run one after another. */
export interface Ran {
  call: SimulatedCall;
  requests(): RecordedRequest[];
  /** How many requests of a kind arrived, answered or not. */
  count(kind: RequestKind): number;
  notifications(): RecordedNotification[];
  legs(): RecordedLeg[];
  /** Ids of the legs that live, by kind. */
  alive(): { p2p: string[]; multiparty: string[] };
  result(): Promise<EscalationResult>;
}

export async function runCall(system: System, faults: FaultInput[] = [], options: CallOptions = {}): Promise<Ran> {
  const ran = underScript(system.simulator, faults);
  return ran(await system.call(options));
}

/** Scripts what is to go wrong; what the simulator records from here on is told of the call that is then made. */
export function underScript(simulator: GraphSimulator, faults: FaultInput[]): (call: SimulatedCall) => Ran {
  simulator.clearScript();
  simulator.script(faults);
  const before = simulator.record();
  const from = { requests: before.requests.length, notifications: before.notifications.length, legs: before.legs.length };
  const record = () => simulator.record();
  const legs = () => record().legs.slice(from.legs);
  const aliveOf = (kind: 'p2p' | 'multiparty') => legs().flatMap((leg) => (leg.kind === kind && leg.alive ? [leg.id] : []));
  return (call) => ({
    call,
    requests: () => record().requests.slice(from.requests),
    count: (kind) =>
      record()
        .requests.slice(from.requests)
        .filter((request) => request.kind === kind).length,
    notifications: () => record().notifications.slice(from.notifications),
    legs,
    alive: () => ({ p2p: aliveOf('p2p'), multiparty: aliveOf('multiparty') }),
    result: () => call.result(),
  });
}
