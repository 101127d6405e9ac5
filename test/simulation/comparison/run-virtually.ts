// First: what comes after it gets the fake Temporal SDK.
import '../fake-temporal/in-vitest.ts';
import { inVirtualTime } from '../in-virtual-time.ts';
import { pass } from '../pass.ts';
import { createSteadyRandom } from '../random.ts';
import type { ActivityFunctions } from '../virtual-activities.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { setProcessTime } from '../virtual-date.ts';
import { createVirtualTemporal, type WorkflowFunction } from '../virtual-temporal.ts';
import { createComparisonActivities } from './activities.ts';
import { endingOf, type Script, type Seen } from './scripts.ts';
import * as workflows from './workflows.ts';

export const WORKFLOWS: Record<string, WorkflowFunction> = { ...workflows };

const START = 1_800_000_000_000;

/** Runs one of the workflows by the fake Temporal SDK. */
export function runVirtually(name: string, script: Script): Promise<Seen> {
  return inVirtualTime(() => run(name, script));
}

async function run(name: string, { first = [], later = [] }: Script): Promise<Seen> {
  const clock = createVirtualClock(START);
  setProcessTime(clock.now);
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, 'pause', resolve));
  const activities = { ...createComparisonActivities(pause) } as ActivityFunctions;
  const never = { killedInTask: () => false, killedInActivity: () => false };
  const temporal = createVirtualTemporal(clock, createSteadyRandom(1), WORKFLOWS, () => activities, never);
  const signals = first.map((what) => ({ name: 'told', args: [what] }));
  const started = temporal.start(name, name, [], signals);
  if (!started) throw new Error('It was not started');
  const notes = () => [started.query('seen')].flat().map(String);
  const until = (enough: () => boolean) => pass(clock, temporal.runTasks, START + 60_000, enough);
  for (const { after, do: what } of later) {
    await until(() => notes().includes(after));
    if (what === 'cancel') temporal.cancel(name);
    else temporal.signal(name, 'told', [what.signal]);
  }
  await until(() => started.outcome !== undefined);
  const { outcome = { failure: new Error('It did not end') } } = started;
  return {
    notes: notes(),
    ending: 'failure' in outcome ? endingOf(outcome.failure) : JSON.stringify(outcome.result ?? null),
    attributes: Object.fromEntries(Object.entries(started.attributes).map(([key, value]) => [key, String(value)])),
    details: started.details(),
  };
}
