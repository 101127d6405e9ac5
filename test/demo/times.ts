import type { NotificationKind } from '../graph-simulator/faults/kinds.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Ending } from './ending.ts';

const STEPS: [string, 'p2p' | 'multiparty', NotificationKind][] = [
  ['P2P call established', 'p2p', 'p2p established'],
  ['multiparty call established', 'multiparty', 'multiparty established'],
  ['caller moved', 'multiparty', 'operation'],
  ['P2P call gone', 'p2p', 'p2p deleted'],
  ['our own leg gone', 'multiparty', 'multiparty deleted'],
];

/** How long each step took, in seconds since the user called, as Microsoft's side saw it. */
export function timesTable(endings: Ending[], record: SimulatorRecord): string[] {
  const rows = STEPS.map(([step, leg, kind]) => {
    const seconds = endings.flatMap((ending) => secondsUntil(ending, record, leg, kind) ?? []).toSorted((a, b) => a - b);
    const at = (share: number) => seconds[Math.floor(share * (seconds.length - 1))];
    return [step, String(seconds.length), ...[0, 0.5, 0.95, 1].map((share) => at(share)?.toFixed(2) ?? '–')];
  });
  const head = ['seconds since the call', 'calls', 'fastest', 'median', '95 %', 'slowest'];
  return [
    '',
    ...[head, ...rows].map(([step = '', ...cells]) => step.padEnd(29) + cells.map((cell) => cell.padStart(9)).join('')),
    '',
  ];
}

function secondsUntil(
  { p2pCallId, multipartyCallId }: Ending,
  { notifications }: SimulatorRecord,
  leg: 'p2p' | 'multiparty',
  wanted: NotificationKind,
): number | undefined {
  const at = (callId: string | undefined, kind: NotificationKind) =>
    notifications.find((sent) => sent.callId === callId && sent.kind === kind)?.at;
  const called = at(p2pCallId, 'incoming');
  const reached = at(leg === 'p2p' ? p2pCallId : multipartyCallId, wanted);
  return called && reached ? (Date.parse(reached) - Date.parse(called)) / 1000 : undefined;
}
