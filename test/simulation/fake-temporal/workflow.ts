/**
 * Stands in for `@temporalio/workflow`, as small as our use of it: the same names, promises and order of wakening, without a
 * server and without a sandbox. Held to the real one by `comparison/apis.system.test.ts`, and for whole calls by `comparison.system.test.ts`.
 */
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { current, isActive } from './instance.ts';

export { ActivityFailure, ApplicationFailure, CancelledFailure, TemporalFailure, TimeoutFailure } from '@temporalio/common';
export { CancellationScope } from './cancellation-scope.ts';
export { continueAsNew, ContinueAsNew, makeContinueAsNewFunc } from './continue-as-new.ts';
export {
  allHandlersFinished,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from './handlers.ts';
export { getExternalWorkflowHandle, ParentClosePolicy, startChild } from './other-workflows.ts';

export async function condition(ready: () => boolean): Promise<void> {
  if (ready()) return;
  const { conditions } = current();
  await new Promise<void>((resolve) => {
    const waiting = {
      ready,
      wake: () => {
        conditions.delete(waiting);
        resolve();
      },
    };
    conditions.add(waiting);
  });
}

export async function sleep(ms: number | string): Promise<void> {
  const instance = current();
  const seq = instance.seq++;
  instance.commands.push({ type: 'timer', seq, ms: typeof ms === 'number' ? ms : Number.parseFloat(ms) * 1000 });
  await new Promise<void>((resolve) => instance.timers.set(seq, resolve));
}

function schedule(name: string, args: unknown[], options: ActivityOptions, local: boolean): Promise<unknown> {
  const instance = current();
  const seq = instance.seq++;
  instance.commands.push({ type: 'activity', seq, name, args, options, local });
  instance.scope?.activities.push(seq);
  if (options.cancellationType === 'TRY_CANCEL') instance.endAtOnce.set(seq, name);
  return new Promise((succeed, fail) => instance.asked.set(seq, { succeed, fail }));
}

function proxy(options: ActivityOptions, local: boolean): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args: unknown[]) =>
          schedule(String(name), args, options, local),
    },
  );
}

export const proxyActivities = (options: ActivityOptions) => proxy(options, false);
export const proxyLocalActivities = (options: LocalActivityOptions) => proxy(options, true);

export const inWorkflowContext = () => isActive();

/** What it is about, and the three of its task; several that come together are fewer. */
const EVENTS_A_TASK = 4;

export function workflowInfo() {
  const { workflowId, runId, startTime, chain, activations, continueAsNewSuggested, attributes } = current();
  const { workflowType, firstRunId, continuedFrom, parent } = chain;
  return {
    workflowId,
    runId,
    workflowType,
    firstExecutionRunId: firstRunId,
    continuedFromExecutionRunId: continuedFrom,
    parent,
    startTime,
    historyLength: EVENTS_A_TASK * activations,
    continueAsNewSuggested,
    typedSearchAttributes: { get: ({ name }: { name: string }) => attributes[name] },
  };
}

export function upsertSearchAttributes(pairs: { key: { name: string }; value?: unknown }[]): void {
  const values = Object.fromEntries(pairs.map(({ key, value }) => [key.name, value]));
  const instance = current();
  Object.assign(instance.attributes, values);
  instance.commands.push({ type: 'attributes', values });
}

export function setCurrentDetails(details: string): void {
  const instance = current();
  instance.details = details;
  instance.renders[instance.activations] = (instance.renders[instance.activations] ?? 0) + 1;
}

const silent = () => {};
export const log = { info: silent, warn: silent, error: silent, debug: silent, trace: silent };

/** As the SDK's: a value below zero is an error, and a replay records nothing. */
function record(name: string, value: number, labels: Record<string, unknown> = {}): void {
  if (value < 0) throw new Error(`${name} was given ${value}`);
  const { metrics, replaying } = current();
  if (!replaying) metrics.push({ name, value, labels });
}

export const metricMeter = {
  createCounter: (name: string) => ({ add: record.bind(undefined, name) }),
  createHistogram: (name: string) => ({ record: record.bind(undefined, name) }),
};
