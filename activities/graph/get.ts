import { REQUEST_LIMITS } from '../../workflows/contract/request-limits.ts';
import { askGraph } from './ask-graph.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { Graph } from './graph-client.ts';
import { type Asked, successOf } from './graph-failure.ts';

/** The call that is asked about, and the tenant whose token it takes. */
export interface Probed {
  callId: string;
  tenantId: string;
}

/** An answer to a GET; `at`: when it was begun, for the roster may contradict only what was heard before (design, rule 2). */
export interface Got {
  answer: GraphAnswer;
  at: string;
}

/**
 * Reads a path. A 404 is an answer, too; throws the `ApplicationFailure` for anything else but a success.
 * @param whole ends the read earlier, for what takes several
 */
export async function get(graph: Graph, what: string, tenantId: string, path: string, whole?: AbortSignal): Promise<Got> {
  const asked: Asked = { what, namesLeg: true };
  const at = new Date().toISOString();
  const own = AbortSignal.timeout(REQUEST_LIMITS.read);
  const limit = whole ? AbortSignal.any([own, whole]) : own;
  const answer = await askGraph(graph, asked, { method: 'GET', path, tenantId, limit });
  return { answer: answer.status === 404 ? answer : successOf(asked, answer), at };
}
