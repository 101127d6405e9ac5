import type { EndedCall } from './ended-call.ts';

/** Within this a run has had its first tasks, but for those that were lost with their workers: five in a row outlast the ringing (seed 10050640). */
const RINGS_LONG_ENOUGH = 10_000;

/** Whatever the clocks say, an incoming call is answered at least once (workflows/client/README.md, Input), unless it ended or was cancelled first. */
export function neverAnswered({ ending, lostFor = 0, tries, p2p, cancelRequested }: EndedCall): string[] {
  if (tries === undefined || cancelRequested || !('closedAt' in ending)) return [];
  if (ending.is === 'failed' && ending.type === 'InvalidInput') return [];
  const rangUntil = p2p.end?.at ?? Number.POSITIVE_INFINITY;
  const missed = rangUntil - ending.startedAt - lostFor > RINGS_LONG_ENOUGH && !tries.some(({ kind }) => kind === 'answer');
  return missed ? ['no answer was sent to the P2P call'] : [];
}
