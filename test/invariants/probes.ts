import type { EndedCall } from './ended-call.ts';

/** Of waits that ask nobody (a hang-up, the pause before leaving), of a request under way and of what is lost: a probe whose worker dies is repeated after 12 s, and the task that begins it after 3 s. */
const MARGIN = 16_000;

/**
 * Every wait probes (rule 5): as long as a run waits for somebody it asks Graph, at distances of at most three times
 * `probeAfter`, however chatty the meeting is. News is what tells of a leg or of an operation; once a leg is hung up, nobody need be asked.
 */
export function fellSilent(call: EndedCall): string[] {
  const { ending, policy, tries, news } = call;
  if (tries === undefined || news === undefined || !('closedAt' in ending)) return [];
  const { startedAt } = ending;
  const hangUps = tries.filter(({ kind, at }) => kind === 'delete' && at >= startedAt);
  const until = Math.min(ending.closedAt, nobodyLeftAt(call), ...hangUps.map(({ at }) => at));
  const heard = [...tries.map(({ at }) => at), ...news, until]
    .filter((at) => at >= startedAt && at <= until)
    .sort((a, b) => a - b);
  const longest = 3 * policy.probeAfter + MARGIN;
  return heard
    .map((at, i) => at - (heard[i - 1] ?? startedAt))
    .filter((silence) => silence > longest)
    .map((silence) => `Graph was not asked for ${silence} ms, although nothing was told`);
}

/** When the last of the legs ended: then there is nobody to be asked for. */
function nobodyLeftAt({ p2p, multiparty }: EndedCall): number {
  return Math.max(...[p2p, ...multiparty].map(({ end }) => end?.at ?? Number.POSITIVE_INFINITY));
}
