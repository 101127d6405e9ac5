import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Ending } from './ending.ts';

/** The last lines of one call. `link`: of its run in the Temporal UI. `faults`: what is not as expected. */
export function conclusion(ending: Ending, record: SimulatorRecord, faults: string[], link: string | undefined): string[] {
  const count = (kind: string) => record.requests.filter((request) => request.kind === kind).length;
  const alive = record.legs.filter((leg) => leg.alive);
  const kept = alive.filter(({ kind }) => kind === 'p2p').length;
  return [
    '',
    `Result   ${ending.name}; P2P call ${ending.p2pCall}`,
    ...ending.remarks.map((remark) => `         ${remark}`),
    `         P2P call ${ending.p2pCallId}, multiparty call ${ending.multipartyCallId ?? 'none'}`,
    ...(ending.leftBehind.length > 0 ? [`         left behind: ${ending.leftBehind.join(', ')}`] : []),
    `Record   ${count('answer')} answer, ${count('createCall')} create, ${count('invite')} invite; ${alive.length - kept} of our legs alive${kept > 0 ? ', and the P2P call' : ''}`,
    ...(link ? [`Open     ${link}`] : []),
    asExpected(faults),
  ];
}

export function asExpected(faults: string[]): string {
  return faults.length === 0 ? 'As expected.' : `Not as expected: ${faults.join('; ')}.`;
}
