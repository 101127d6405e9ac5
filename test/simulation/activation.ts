import { ActivityFailure, CancelledFailure, RetryState } from '@temporalio/common';
import { rejectBufferedUpdates, signal, update } from './fake-temporal/handlers.ts';
import { activate, type Instance, type ReceivedUpdate, type Settled } from './fake-temporal/instance.ts';
import { asPayload, asPayloads } from './fake-temporal/payload.ts';
import { settle } from './settle.ts';
import { enterTask } from './virtual-date.ts';

/** What Temporal has for a run. */
export type Job =
  | { type: 'start' }
  | { type: 'signal'; name: string; args: unknown[] }
  | ({ type: 'update' } & ReceivedUpdate)
  | { type: 'cancel' }
  | { type: 'timer'; seq: number }
  /** Of an activity, the start of a child, a signal to another workflow. */
  | { type: 'answer'; seq: number; result: Settled }
  | { type: 'childEnded'; seq: number; result: Settled };

/** The jobs that one workflow task brings, and what it sees of the world. */
export interface Activation {
  now: number;
  /** Counts the tasks of the history. */
  task: number;
  continueAsNewSuggested: boolean;
  jobs: Job[];
}

/**
 * Applies one activation as the SDK does: signals, then updates, then the rest in the order of its coming, conditions after each,
 * and only then the code that they woke; the workflow function begins after the messages that were there before it.
 */
export async function apply(instance: Instance, activation: Activation, begin: () => void): Promise<void> {
  const { now, task, continueAsNewSuggested, jobs } = activation;
  enterTask(now);
  activate(instance);
  instance.activations = task;
  instance.continueAsNewSuggested = continueAsNewSuggested;
  for (const job of jobs.toSorted((a, b) => rank(a) - rank(b))) {
    deliver(instance, job);
    wake(instance);
  }
  if (jobs.some(({ type }) => type === 'start')) begin();
  await unblock(instance);
  // They come back within the task, in an activation of their own.
  for (let ended = instance.cancelledNow.splice(0); ended.length > 0; ended = instance.cancelledNow.splice(0)) {
    rejectBufferedUpdates(instance);
    for (const seq of ended) endAtOnce(instance, seq);
    await unblock(instance);
  }
  rejectBufferedUpdates(instance);
  activate(undefined);
}

function rank({ type }: Job): number {
  if (type === 'signal') return 0;
  return type === 'update' ? 1 : 2;
}

function deliver(instance: Instance, job: Job): void {
  switch (job.type) {
    case 'start':
      return;
    case 'signal':
      // Here, too, so that a replay gets what was sent, whatever the workflow has made of it.
      return signal(instance, job.name, asPayloads(job.args));
    case 'update':
      return update(instance, job);
    case 'cancel':
      instance.cancelled = true;
      for (const act of instance.onCancel.splice(0)) act();
      return;
    case 'timer':
      return instance.timers.get(job.seq)?.();
    case 'answer':
      return answer(instance.asked, job.seq, job.result);
    case 'childEnded':
      return answer(instance.children, job.seq, job.result);
  }
}

/** Nobody may wait any more: for a cancelled one nobody does. */
function answer(waiting: Instance['asked'], seq: number, result: Settled): void {
  const asker = waiting.get(seq);
  waiting.delete(seq);
  if ('error' in result) asker?.fail(result.error);
  else asker?.succeed(asPayload(result.value));
}

function endAtOnce({ asked, endAtOnce: names }: Instance, seq: number): void {
  const cause = new CancelledFailure('');
  const error = new ActivityFailure(
    'Activity cancelled',
    names.get(seq) ?? '',
    '1',
    RetryState.CANCEL_REQUESTED,
    undefined,
    cause,
  );
  answer(asked, seq, { error });
}

/** Of one task. An escalation needs some ten; code that spins would keep the whole simulation. */
const MOST_ROUNDS = 10_000;

async function unblock(instance: Instance): Promise<void> {
  let rounds = 0;
  do {
    if (++rounds > MOST_ROUNDS) throw new Error('The workflow goes round in one task without end');
    await settle();
  } while (wake(instance));
}

/** Whether a condition was true. */
function wake({ conditions }: Instance): boolean {
  let woke = false;
  for (let again = true; again; ) {
    again = false;
    for (const waiting of conditions) {
      if (!waiting.ready()) continue;
      waiting.wake();
      again = true;
    }
    woke ||= again;
  }
  return woke;
}
