import { sleep } from '@temporalio/activity';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { callPath } from './call-path.ts';
import { type Got, get, type Probed } from './get.ts';
import type { Graph } from './graph-client.ts';
import { readGraphError } from './graph-error.ts';
import { readCall } from './read-call.ts';

/** Between two reads that must both answer 404: single ones are on record for live calls. */
const SECOND_READ_AFTER = 1_000;

/** The call as it is now; `callMissing` after two 404 in a row. The pause between them ends when the worker shuts down. */
export async function probeCall(graph: Graph, probed: Probed): Promise<CallEvent[]> {
  const first = await getCall(graph, probed);
  if (first.answer.status !== 404) return eventsOf(probed, first);
  await sleep(SECOND_READ_AFTER);
  return eventsOf(probed, await getCall(graph, probed));
}

function getCall(graph: Graph, { callId, tenantId }: Probed): Promise<Got> {
  return get(graph, 'read the call', tenantId, callPath(callId));
}

function eventsOf({ callId }: Probed, { answer, at }: Got): CallEvent[] {
  if (answer.status !== 404) return readCall(answer.body, { callId, at });
  return [{ type: 'callMissing', callId, at, resultInfo: readGraphError(answer).resultInfo }];
}
