import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import type { Bench } from './bench.ts';
import type { Shape } from './floor/messages.ts';
import { median } from './statistics.ts';

/** What Temporal keeps of one workflow, in counts. */
export interface HistoryCounts extends Shape {
  events: number;
  bytes: number;
  tasks: number;
  upserts: number;
}

export async function historyOf({ client }: Bench, workflowId: string): Promise<HistoryCounts> {
  const handle = client.workflow.getHandle(workflowId);
  const [{ events }, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const all = events ?? [];
  return {
    events: all.length,
    bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0),
    tasks: all.filter((event) => event.workflowTaskCompletedEventAttributes).length,
    activities: all.filter((event) => event.activityTaskScheduledEventAttributes).length,
    signals: all.filter((event) => event.workflowExecutionSignaledEventAttributes).length,
    timers: all.filter((event) => event.timerStartedEventAttributes).length,
    upserts: all.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes).length,
  };
}

/** The median of each count: notifications that come together save a task now and then. */
export async function usualHistory(bench: Bench, callIds: readonly string[]): Promise<HistoryCounts> {
  const histories = await Promise.all(callIds.map((callId) => historyOf(bench, escalationWorkflowId(callId))));
  const of = (what: keyof HistoryCounts) => median(histories.map((history) => history[what]));
  return {
    events: of('events'),
    bytes: of('bytes'),
    tasks: of('tasks'),
    activities: of('activities'),
    signals: of('signals'),
    timers: of('timers'),
    upserts: of('upserts'),
  };
}
