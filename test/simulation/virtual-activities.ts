import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import type { ActivityOptions } from '@temporalio/workflow';
import ms, { type StringValue } from 'ms';
import type { Random } from './random.ts';
import { activityOf } from './fake-temporal/activity.ts';
import type { VirtualClock } from './virtual-clock.ts';

export type ActivityFunctions = Record<string, (...args: unknown[]) => Promise<unknown>>;

export interface Attempt {
  name: string;
  args: unknown[];
  options: ActivityOptions;
  /** A local one's failure comes as it was thrown, that of any other wrapped. */
  local: boolean;
  workflow: { workflowId: string; runId: string };
}

/**
 * Runs an activity with its retries and time-outs in virtual time. `isKilled`: whether the worker dies while it is under way.
 * Cancelled, it ends at once unless it is under way: without a heartbeat it does not hear of it, and is only not tried again.
 * Abandoned, as by the end of its run, it is not tried again, and nobody hears of it.
 */
export function runActivity(
  clock: VirtualClock,
  random: Random,
  functions: ActivityFunctions,
  attempt: Attempt,
  isKilled: () => boolean,
  done: (result: { value: unknown } | { error: Error }) => void,
): { cancel(): void; abandon(): void } {
  const { name, args, options, local, workflow } = attempt;
  const scheduledAt = clock.now();
  const closeBy = scheduledAt + millis(options.scheduleToCloseTimeout, Number.POSITIVE_INFINITY);
  let tries = 0;
  let over = false;
  let underWay = false;
  let cancelled = false;
  const finish = (result: { value: unknown } | { error: Error }) => {
    if (over) return;
    over = true;
    clock.after(random.between(1, 8), `${name} result`, () => done(result));
  };
  const wrapped = (cause: Error) =>
    new ActivityFailure('Activity task failed', name, '1', RetryState.NON_RETRYABLE_FAILURE, 'worker', cause);
  const fail = (cause: Error) => finish({ error: local ? cause : wrapped(cause) });
  if (Number.isFinite(closeBy))
    clock.after(closeBy - scheduledAt, `${name} schedule to close`, () =>
      fail(new TimeoutFailure('schedule to close', undefined, TimeoutType.SCHEDULE_TO_CLOSE)),
    );

  const start = () => {
    if (over) return;
    underWay = true;
    tries += 1;
    const mine = tries;
    let ended = false;
    const end = (act: () => void) => {
      if (ended || over || mine !== tries) return;
      ended = true;
      // A long one is tried hundreds of times: nothing of a try may be left over.
      timesOut();
      act();
    };
    const timeOut = () =>
      retryOrFail(new TimeoutFailure('start to close', undefined, TimeoutType.START_TO_CLOSE), 'TemporalTimeout:StartToClose');
    const timesOut = clock.after(millis(options.startToCloseTimeout, 60_000), `${name} start to close`, () => end(timeOut));
    activityOf({ workflowExecution: workflow, attempt: mine, scheduledTimestampMs: scheduledAt });
    const killed = isKilled();
    const functionOf = functions[name];
    if (!functionOf) throw new Error(`There is no activity ${name}`);
    functionOf(...args).then(
      (value) => !killed && end(() => finish({ value })),
      (error: unknown) => !killed && end(() => retryOrFail(asFailure(error))),
    );
  };
  const retryOrFail = (cause: Error, type = cause instanceof ApplicationFailure ? (cause.type ?? '') : cause.name) => {
    const { retry = {} } = options;
    underWay = false;
    const final = (cause instanceof ApplicationFailure && cause.nonRetryable) || retry.nonRetryableErrorTypes?.includes(type);
    const backoff = millis(retry.initialInterval, 1_000) * (retry.backoffCoefficient ?? 2) ** (tries - 1);
    const asked = cause instanceof ApplicationFailure ? cause.nextRetryDelay : undefined;
    const delay =
      asked === undefined || asked === null ? Math.min(backoff, millis(retry.maximumInterval, 100_000)) : millis(asked, 0);
    if (final || cancelled || tries >= (retry.maximumAttempts ?? Number.POSITIVE_INFINITY) || clock.now() + delay >= closeBy)
      fail(cause);
    else clock.after(delay, `${name} retry`, start);
  };
  clock.after(random.between(1, 15), `${name} start`, start);
  return {
    cancel() {
      cancelled = true;
      // The server's has no words (measured).
      if (!underWay) fail(new CancelledFailure(''));
    },
    abandon() {
      over = true;
    },
  };
}

function asFailure(error: unknown): Error {
  if (error instanceof Error && 'failure' in error) return error;
  if (error instanceof ApplicationFailure) return error;
  const { message, name } = error instanceof Error ? error : new Error(String(error));
  return ApplicationFailure.create({ message, type: name, nonRetryable: false, details: [] });
}

function millis(duration: number | string | null | undefined, otherwise: number): number {
  if (duration === undefined || duration === null) return otherwise;
  return typeof duration === 'number' ? duration : ms(duration as StringValue);
}
