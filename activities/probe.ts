import type { EscalationActivities, ProbeRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { Graph } from './graph/graph-client.ts';
import { probeCall } from './graph/probe-call.ts';
import { probeOperation } from './graph/probe-operation.ts';
import { probeRoster } from './graph/probe-roster.ts';

/** One probe: everything that is open, asked at the same time. A GET that fails says nothing; if all fail, the activity does. */
export function createProbe({ graph }: ActivityDeps): EscalationActivities['probe'] {
  return async ({ calls }: ProbeRequest) => {
    const probes = await Promise.allSettled(calls.flatMap((call) => probesOf(graph, call)));
    const answered = probes.filter((probe) => probe.status === 'fulfilled');
    const failed = probes.find((probe) => probe.status === 'rejected');
    if (answered.length === 0 && failed) throw failed.reason;
    return answered.flatMap((probe) => probe.value);
  };
}

function probesOf(graph: Graph, call: ProbeRequest['calls'][number]): Promise<CallEvent[]>[] {
  return [
    probeCall(graph, call),
    ...(call.roster ? [probeRoster(graph, call)] : []),
    ...(call.operationId ? [probeOperation(graph, call, call.operationId)] : []),
  ];
}
