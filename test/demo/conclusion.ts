import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { SimulatorRecord } from '../graph-simulator/front-desk/record.ts';
import { faultsOf } from './verdict.ts';

/** The last lines of the demo. `link`: of the run in the Temporal UI. */
export function conclusion(result: EscalationResult, record: SimulatorRecord, link: string | undefined): string[] {
  const faults = faultsOf(result, record);
  const count = (kind: string) => record.requests.filter((request) => request.kind === kind).length;
  const alive = record.legs.filter((leg) => leg.alive).length;
  return [
    '',
    `Result   ${result.outcome}${result.outcome === 'notEscalated' ? `: ${result.reason}` : ''}`,
    `         P2P call ${result.p2pCallId}, multiparty call ${result.multipartyCallId ?? 'none'}`,
    `Record   ${count('answer')} answer, ${count('createCall')} create, ${count('invite')} invite; ${alive} of our legs alive`,
    ...(link ? [`Open     ${link}`] : []),
    faults.length === 0 ? 'As expected.' : `Not as expected: ${faults.join('; ')}.`,
  ];
}
