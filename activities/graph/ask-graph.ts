import type { GraphAnswer } from './graph-answer.ts';
import type { Graph, GraphRequest } from './graph-client.ts';
import { type Asked, failureOf } from './graph-failure.ts';

/** One request, of whatever status; what has no answer is thrown as the `ApplicationFailure` that says what that means. */
export async function askGraph(graph: Graph, asked: Asked, request: GraphRequest): Promise<GraphAnswer> {
  try {
    return await graph(request);
  } catch (error) {
    throw failureOf(asked, error);
  }
}
