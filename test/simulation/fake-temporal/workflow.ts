/**
 * Stands in for `@temporalio/workflow`, as small as our use of it: the same names, promises and order of wakening, without a
 * server and without a sandbox. Held to the real one by `comparison/apis.system.test.ts`, and for whole calls by `comparison.system.test.ts`.
 */
import { CancelledFailure } from '@temporalio/common';
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { current, isActive } from './instance.ts';

export { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/common';

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
  return new Promise((succeed, fail) => instance.activities.set(seq, { succeed, fail }));
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

export const defineSignal = (name: string) => ({ type: 'signal' as const, name });
export const defineQuery = (name: string) => ({ type: 'query' as const, name });

export function setHandler(
  definition: { type: 'signal' | 'query'; name: string },
  handler: (...args: unknown[]) => unknown,
): void {
  const instance = current();
  if (definition.type === 'query') {
    instance.queries.set(definition.name, handler);
    return;
  }
  instance.signals.set(definition.name, handler);
  const buffered = instance.bufferedSignals.filter(({ name }) => name === definition.name);
  instance.bufferedSignals = instance.bufferedSignals.filter(({ name }) => name !== definition.name);
  for (const { args } of buffered) handler(...args);
}

export const inWorkflowContext = () => isActive();

export function workflowInfo() {
  const { workflowId, runId, startTime, activations } = current();
  return { workflowId, runId, firstExecutionRunId: runId, startTime, historyLength: activations };
}

export function upsertSearchAttributes(pairs: { key: { name: string }; value?: unknown }[]): void {
  const values = Object.fromEntries(pairs.map(({ key, value }) => [key.name, value]));
  current().commands.push({ type: 'attributes', values });
}

export function setCurrentDetails(details: string): void {
  const instance = current();
  instance.details = details;
  instance.renders[instance.activations] = (instance.renders[instance.activations] ?? 0) + 1;
}

const silent = () => {};
export const log = { info: silent, warn: silent, error: silent, debug: silent, trace: silent };

export class CancellationScope {
  readonly activities: number[] = [];

  static nonCancellable<T>(run: () => Promise<T>): Promise<T> {
    return run();
  }

  static current() {
    const instance = current();
    const cancelRequested = new Promise<never>((_, reject) =>
      instance.onCancel.push(() => reject(new CancelledFailure('Workflow cancelled'))),
    );
    return { cancelRequested };
  }

  /** Knows the activities that are begun before the first `await`: our scopes hold one each. */
  run<T>(begin: () => Promise<T>): Promise<T> {
    const instance = current();
    instance.scope = this;
    try {
      return begin();
    } finally {
      delete instance.scope;
    }
  }

  cancel(): void {
    const { activities, commands } = current();
    for (const seq of this.activities) if (activities.has(seq)) commands.push({ type: 'cancelActivity', seq });
  }
}
