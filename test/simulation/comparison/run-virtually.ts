import { inVirtualTime } from '../in-virtual-time.ts';
import { pass } from '../pass.ts';
import { createSteadyRandom } from '../random.ts';
import type { ActivityFunctions } from '../virtual-activities.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { setProcessTime } from '../virtual-date.ts';
import {
  createVirtualTemporal,
  type VirtualRun,
  type VirtualUpdate,
  type WorkerFaults,
  type WorkflowFunction,
} from '../virtual-temporal.ts';
import { activityInfo } from '../fake-temporal/activity.ts';
import { createComparisonActivities } from './activities.ts';
import { endingOf, type Script, type Seen, type SentUpdate } from './scripts.ts';
import * as workflows from './workflows/index.ts';

const WORKFLOWS: Record<string, WorkflowFunction> = { ...workflows };

const START = 1_800_000_000_000;

const NO_KILLS: WorkerFaults = { killedInTask: () => false, killedInActivity: () => false };

/** Runs one of the workflows by the fake Temporal SDK, and replays what it has run. */
export function runVirtually(name: string, script: Script, kills = NO_KILLS): Promise<Seen> {
  return inVirtualTime(() => run(name, script, kills));
}

async function run(name: string, { first = [], later = [] }: Script, kills: WorkerFaults): Promise<Seen> {
  const clock = createVirtualClock(START);
  setProcessTime(clock.now);
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, 'pause', resolve));
  const activities = { ...createComparisonActivities(pause, activityInfo) } as ActivityFunctions;
  const temporal = createVirtualTemporal(clock, createSteadyRandom(1), WORKFLOWS, () => activities, kills);
  if (!temporal.start(name, name, [])) throw new Error('It was not started');
  // Of its chain the last one.
  const latestRun = () => {
    const latest = temporal.runs.findLast(({ workflowId }) => workflowId === name);
    if (!latest) throw new Error('It is gone');
    return latest;
  };
  const notes = () => [latestRun().query('seen')].flat().map(String);
  const updates: (VirtualUpdate | undefined)[] = [];
  const update = (sent: SentUpdate) => updates.push(temporal.update(name, sent.name, [sent.what], sent.id));
  for (const what of first)
    if (typeof what === 'string') temporal.signal(name, 'told', [what]);
    else update(what);
  const until = (enough: () => boolean) => pass(clock, temporal.runTasks, START + 10 * 60_000, enough);
  for (const { after, do: what } of later) {
    await until(() => notes().includes(after));
    if (what === 'cancel') temporal.cancel(name);
    else if ('signal' in what) temporal.signal(name, 'told', [what.signal]);
    else update(what.update);
  }
  await until(() => latestRun().outcome !== undefined);
  for (const { replay } of temporal.runs) await replay();
  const failures = temporal.runs.flatMap(({ taskFailures }) => taskFailures);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return {
    notes: notes(),
    updates: updates.map((sent) => wordsOf(sent?.outcome, 'undefined')),
    ending: wordsOf(latestRun().outcome, 'null'),
    attributes: Object.fromEntries(Object.entries(latestRun().attributes).map(([key, value]) => [key, String(value)])),
    details: latestRun().details(),
  };
}

function wordsOf(ending: VirtualRun['outcome'], nothing: string): string {
  if (!ending) return 'none';
  return 'failure' in ending ? endingOf(ending.failure) : (JSON.stringify(ending.result) ?? nothing);
}
