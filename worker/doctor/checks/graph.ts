import { randomUUID } from 'node:crypto';
import { callPath } from '../../../activities/graph/client/requests.ts';
import type { GraphAnswer } from '../../../activities/graph/client/graph-answer.ts';
import { readGraphError } from '../../../activities/graph/client/graph-error.ts';
import { TokenRequestRejected } from '../../../activities/graph/client/request-errors.ts';
import { judge } from '../../../activities/graph/client/verdict.ts';
import { attempt, check, type Looked, whyOf } from '../check.ts';
import { bad, good, type Line, note, open } from '../line.ts';
import { PATIENCE } from '../set-up.ts';

const NO_CALL_API = 'Check GRAPH_BASE_URL: this is perhaps no call API';

/** Does Graph's call API take our requests? Asked for a call that nobody has. */
export const graph = check(
  'Graph',
  async ({ graph: ask, tenantId }) => {
    const limit = AbortSignal.timeout(PATIENCE);
    return attempt(() => ask({ method: 'GET', path: callPath(randomUUID()), tenantId, limit }));
  },
  judgeGraph,
);

export function judgeGraph(seen: Looked<GraphAnswer>): Line[] {
  if ('failed' in seen) {
    const { failed } = seen;
    if (failed instanceof TokenRequestRejected) return [open('there is no token')];
    return [bad(whyOf(failed), 'check GRAPH_BASE_URL and the network, then try again')];
  }
  const { status } = seen.found;
  const { code, resultInfo, message } = readGraphError(seen.found);
  const said = [status, resultInfo.subcode].filter((part) => part !== undefined).join('/');
  const answered = `answers ${said}${message && `: ${message}`}`;
  const verdict = judge(seen.found, { namesLeg: true });
  if (!verdict) return [bad(`${answered} to a call that nobody has`, NO_CALL_API)];
  if (verdict.type !== 'CallNotFound') return [bad(answered, verdict.advice)];
  if (code !== undefined) return [good('takes our requests: a call that nobody has is not found')];
  // The call API's errors carry numbers (Graph §9.1); a path that is not there, words or nothing.
  return [message ? note(`${answered}; the call API on record answers 404/8522. ${NO_CALL_API}`) : bad(answered, NO_CALL_API)];
}
