import { randomUUID } from 'node:crypto';
import { callPath } from '../../../activities/graph/client/requests.ts';
import type { GraphAnswer } from '../../../activities/graph/client/graph-answer.ts';
import { readGraphError } from '../../../activities/graph/client/graph-error.ts';
import { TokenRequestRejected } from '../../../activities/graph/client/request-errors.ts';
import { judge } from '../../../activities/graph/client/verdict.ts';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, note, skipped } from '../line.ts';
import { CHECK_TIMEOUT_MS } from '../setup.ts';

const NO_CALL_API = 'Check GRAPH_BASE_URL: this may not be the call API';

/** Does Graph's call API accept our requests? Reads a call that does not exist. */
export const graph = check(
  'Graph',
  async ({ graph: send, tenantId }) => {
    const limit = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    return attempt(() => send({ method: 'GET', path: callPath(randomUUID()), tenantId, limit }));
  },
  judgeGraph,
);

export function judgeGraph(seen: Attempted<GraphAnswer>): Line[] {
  if ('failed' in seen) {
    const { failed } = seen;
    if (failed instanceof TokenRequestRejected) return [skipped('there is no token')];
    return [bad(messageWithCauses(failed), 'check GRAPH_BASE_URL and the network, then try again')];
  }
  const { status } = seen.found;
  const { code, resultInfo, message } = readGraphError(seen.found);
  const statusAndCode = [status, resultInfo.subcode].filter((part) => part !== undefined).join('/');
  const answered = `answers ${statusAndCode}${message && `: ${message}`}`;
  const verdict = judge(seen.found, { namesLeg: true });
  if (!verdict) return [bad(`${answered} for a call that does not exist`, NO_CALL_API)];
  if (verdict.type !== 'CallNotFound') return [bad(answered, verdict.advice)];
  if (code !== undefined) return [good('accepts our requests: a call that does not exist is not found')];
  // Errors of the call API carry numbers (Graph §9.1); those of an unknown path, words or nothing.
  return [message ? note(`${answered}; the call API is known to answer 404/8522. ${NO_CALL_API}`) : bad(answered, NO_CALL_API)];
}
