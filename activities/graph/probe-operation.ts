import type { CallEvent } from '../../workflows/contract/events.ts';
import { callPath } from './call-path.ts';
import { get, type Probed } from './get.ts';
import type { Graph } from './graph-client.ts';
import { readOperation } from './read-operation.ts';

/** How the invite stands. Best effort, for no document says how long an operation can be read (reference §3.8): a 404 says nothing. */
export async function probeOperation(graph: Graph, { callId, tenantId }: Probed, operationId: string): Promise<CallEvent[]> {
  const { answer, at } = await get(graph, 'read the operation', tenantId, callPath(callId, 'operations', operationId));
  return answer.status === 404 ? [] : readOperation(answer.body, { callId, at, operationId });
}
