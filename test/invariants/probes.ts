import type { EndedCall } from './ended-call.ts';

/** Of waits that ask nobody (a hang-up, the pause before leaving), of a request under way and of lost tasks. */
const MARGIN = 10_000;

/**
 * Every wait probes (design, rule 5): as long as a run waits for somebody it asks Graph, at distances of at most three times
 * `probeAfter`, however chatty the meeting is. News is what tells of a leg or of an operation; once a leg is hung up, nobody need be asked.
 */
export function fellSilent({ ending, policy, tries, news }: EndedCall): string[] {
  if (tries === undefined || news === undefined || !('closedAt' in ending)) return [];
  const { startedAt, closedAt } = ending;
  const tidyUp = Math.min(closedAt, ...tries.filter(({ kind, at }) => kind === 'delete' && at >= startedAt).map(({ at }) => at));
  const heard = [...tries.map(({ at }) => at), ...news, tidyUp]
    .filter((at) => at >= startedAt && at <= tidyUp)
    .sort((a, b) => a - b);
  const longest = 3 * policy.probeAfter + MARGIN;
  return heard
    .map((at, i) => at - (heard[i - 1] ?? startedAt))
    .filter((silence) => silence > longest)
    .map((silence) => `Graph was not asked for ${silence} ms, although nothing was told`);
}
