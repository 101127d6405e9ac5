import type { StayResult } from '../../../workflows/contract/stay.ts';
import type { SimulatorRecord } from '../../graph-simulator/request-pipeline/record.ts';
import type { Ending } from '../ending.ts';
import { faultsOf } from '../verdict.ts';

/** What is not as it must be of an escalation whose bot has stayed, and left when it was asked to; empty when all is well. */
export function stayFaults(
  escalation: Ending,
  { outcome, reason, leftBehind = [] }: StayResult,
  record: SimulatorRecord,
): string[] {
  const count = (wanted: string) => record.requests.filter(({ kind }) => kind === wanted).length;
  // The caller, and the one who is invited later.
  const requests = { answer: 1, createCall: 1, invite: 2, deleteParticipant: 1 };
  return [
    ...faultsOf([escalation], record, { ending: 'escalated', withoutFault: false }),
    ...(outcome === 'left' && reason === 'asked' ? [] : [`the stay ended as ${outcome} (${reason}), not as asked to leave`]),
    ...leftBehind.map((left) => `${left} is left behind`),
    ...Object.entries(requests).flatMap(([kind, number]) =>
      count(kind) === number ? [] : [`Graph received ${count(kind)} × ${kind}, not ${number}`],
    ),
    ...(keepAlivesOf(record) >= 2 ? [] : [`the call was kept alive ${keepAlivesOf(record)} times`]),
  ];
}

/** Of the legs in multiparty calls: a P2P call is kept alive as long as it is needed, too. */
export function keepAlivesOf({ legs }: SimulatorRecord): number {
  return legs.filter(({ kind }) => kind === 'multiparty').reduce((sum, { keepAlives }) => sum + keepAlives, 0);
}
