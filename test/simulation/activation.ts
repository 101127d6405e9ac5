import { settle } from './real-time.ts';
import { activate, type Instance } from './fake-temporal/instance.ts';
import { enterTask } from './virtual-date.ts';

/** What Temporal has for a run. */
export type Job =
  | { type: 'start' }
  | { type: 'signal'; name: string; args: unknown[] }
  | { type: 'cancel' }
  | { type: 'timer'; seq: number }
  | { type: 'activity'; seq: number; result: { value: unknown } | { error: Error } };

/** The jobs that one workflow task brings, and the time it sees. */
export interface Activation {
  now: number;
  jobs: Job[];
}

/** Applies one activation as the SDK does: signals first, then the rest, conditions after each. */
export async function apply(instance: Instance, { now, jobs }: Activation, begin: () => void): Promise<void> {
  enterTask(now);
  activate(instance);
  instance.activations += 1;
  for (const job of jobs) {
    if (job.type === 'signal') signal(instance, job.name, job.args);
    if (job.type === 'cancel') for (const act of instance.onCancel) act();
  }
  if (jobs.some(({ type }) => type === 'start')) begin();
  await unblock(instance);
  for (const job of jobs) {
    if (job.type === 'timer') instance.timers.get(job.seq)?.();
    if (job.type === 'activity') {
      const waiting = instance.activities.get(job.seq);
      if ('error' in job.result) waiting?.fail(job.result.error);
      else waiting?.succeed(job.result.value);
    }
  }
  await unblock(instance);
  activate(undefined);
}

function signal(instance: Instance, name: string, args: unknown[]): void {
  const handler = instance.signals.get(name);
  if (handler) handler(...args);
  else instance.bufferedSignals.push({ name, args });
}

/** Of one task. An escalation needs some ten; code that spins would keep the whole simulation. */
const MOST_ROUNDS = 10_000;

async function unblock(instance: Instance): Promise<void> {
  let rounds = 0;
  for (let woke = true; woke; ) {
    if (++rounds > MOST_ROUNDS) throw new Error('The workflow goes round in one task without end');
    await settle();
    woke = false;
    for (const waiting of instance.conditions) {
      if (!waiting.ready()) continue;
      waiting.wake();
      woke = true;
    }
  }
}
