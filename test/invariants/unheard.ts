import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { EndedCall, EndedLeg } from './ended-call.ts';

/** The worker that read the first may have died with it. */
const ANSWERS = 2;

/** From the answer to a read until the run must know it: a probe waits for its slower reads, though not for ever. */
const KNOWN_WITHIN = 25_000;

/**
 * What one slow read cannot tell does not withhold what the others told (rule 5): a run does not give up a leg as not
 * established long after Graph has answered that it is.
 */
export function unheardAnswers({ ending, p2p, multiparty, requests, invites }: EndedCall): string[] {
  if (ending.is !== 'completed' || ending.result.outcome !== 'notEscalated' || invites.length > 0) return [];
  const { reason, during } = ending.result;
  const isAwaitingP2P = reason === 'timedOut' && (during === 'answering' || during === 'creating');
  const needed = isAwaitingP2P ? [p2p] : reason === 'multipartyCallFailed' ? multiparty.filter(wasOursToEnd) : [];
  const begun = requests.filter(({ at }) => at >= ending.startedAt);
  const decidedAt = Math.min(ending.closedAt, ...begun.filter(({ kind }) => kind === 'delete').map(({ at }) => at));
  return needed
    .filter(({ id }) => {
      const saying = begun.filter(
        ({ callId = '', at, saysEstablished }) =>
          saysEstablished && normalizeId(callId) === normalizeId(id) && at < decidedAt - KNOWN_WITHIN,
      );
      return saying.length >= ANSWERS;
    })
    .map(({ id }) => `the result says ${reason}, long after Graph has answered that ${id} is established`);
}

function wasOursToEnd({ end }: EndedLeg): boolean {
  return end === undefined || end.by === 'bot';
}
