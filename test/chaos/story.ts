import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Ending } from '../invariants/ended-call.ts';
import { recordOf } from './ended-call.ts';
import type { Killing } from './kill-programs.ts';
import type { MadeCall } from './make-call.ts';
import { outcomeOf } from './outcomes.ts';

interface Line {
  at: number;
  text: string;
}

/** One call as Microsoft's side, the workflow and the killings tell it, in order; times in ms since the call. */
export function story(made: MadeCall, ending: Ending, record: SimulatorRecord, killings: readonly Killing[]): string[] {
  const { plan, callId, workflowId, startedBy } = made;
  const { requests, notifications, legs } = recordOf(plan.tenantId, record);
  const calledAt = Date.parse(legs.find(({ id }) => id === callId)?.createdAt ?? '');
  const closedAt = 'closedAt' in ending ? ending.closedAt : Number.POSITIVE_INFINITY;
  const lines: Line[] = [
    ...requests.flatMap(({ at, kind, reply, lost, processed }) => [
      { at: Date.parse(at), text: `worker ─▶ Graph    ${kind}${processed ? '' : ' (not processed)'}` },
      ...(reply ? [{ at: Date.parse(reply.at), text: `worker ◀─ Graph    ${kind} ${reply.status}` }] : []),
      ...(lost ? [{ at: Date.parse(at), text: `worker ◀─ Graph    ${kind}: response lost (${lost})` }] : []),
    ]),
    ...notifications.flatMap(({ at, kind, fate, attempts }) => [
      ...(fate === 'lost' ? [{ at: Date.parse(at), text: `Graph  ─▶ nobody   ${kind} (lost)` }] : []),
      ...attempts.map((attempt) => ({
        at: Date.parse(attempt.at),
        text: `Graph  ─▶ webhook  ${kind} ${attempt.status ?? attempt.error}`,
      })),
    ]),
    ...legs.flatMap(({ kind, id, ended }) =>
      ended ? [{ at: Date.parse(ended.at), text: `${kind} leg ${id} has ended, by ${ended.by}` }] : [],
    ),
    ...timelineOf(ending).map(({ at, what }) => ({ at: Date.parse(at), text: `workflow           ${what}` })),
    ...killings.map(({ at, name, downFor }) => ({ at, text: `killed             ${name}, for ${Math.round(downFor)} ms` })),
    { at: closedAt, text: `the run ended: ${outcomeOf(ending)}` },
  ];
  const last = Math.max(...lines.map(({ at }) => at).filter(Number.isFinite));
  return [
    `Call ${plan.number}: ${workflowId}, started by ${startedBy}`,
    `  faults ${JSON.stringify(plan.faults)}`,
    `  policy ${JSON.stringify(plan.escalate.policy)}${plan.cancelAt === undefined ? '' : `, cancelled after ${plan.cancelAt} ms`}`,
    `  legs alive: ${
      legs
        .filter(({ alive }) => alive)
        .map(({ kind, id }) => `${kind} ${id}`)
        .join(', ') || 'none'
    }`,
    ...lines
      .filter(({ at }) => at >= calledAt && at <= last)
      .sort((a, b) => a.at - b.at)
      .map(({ at, text }) => `  ${String(at - calledAt).padStart(7)} ms  ${text}`),
    `  ${JSON.stringify(withoutTimeline(ending))}`,
  ];
}

function timelineOf(ending: Ending) {
  if (ending.is === 'completed') return ending.result.timeline;
  return ending.is === 'failed' ? (ending.details?.timeline ?? []) : [];
}

function withoutTimeline(ending: Ending): unknown {
  return ending.is === 'completed' ? { ...ending, result: { ...ending.result, timeline: undefined } } : ending;
}
