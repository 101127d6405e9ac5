import { ActivityFailure, ApplicationFailure, CancellationScope, CancelledFailure } from '@temporalio/workflow';
import type { ActivityFailureType } from '../contract/activities.ts';
import type { CallEvent } from '../contract/events.ts';
import type { ResultInfo } from '../contract/result.ts';
import type { Escalation } from './escalation.ts';
import { now } from './now.ts';
import { observe } from './observe.ts';

/** A request under way. Waiting for it is a wait like any other: its effect may show itself before its response. */
export interface Request {
  done: boolean;
  failure?: RequestFailure;
  /** Its reason has gone: where no try of it is under way, none is begun any more. One that is under way runs to its end. */
  takeBack(): void;
}

/** What is asked for the caller, and for nobody once the caller is lost. */
export type ForCaller = 'answer' | 'create' | 'invite';

/** For a request that there was no need to send. */
export const NOTHING_SENT: Request = { done: true, takeBack: () => {} };

export interface RequestFailure {
  type: ActivityFailureType;
  /** Until then Graph takes no such request (`Retry-After`), in ms of workflow time. */
  retryAt?: number;
  /** Of an answer: how often it was tried. The failure speaks of the last try only. */
  tries?: number;
  resultInfo?: ResultInfo;
  error: Error;
}

type WhenFailed = (failure: RequestFailure) => void;

/**
 * Sends a request and folds its response when it comes; whoever needs the effect waits for the effect. Runs to its end even
 * when the run is cancelled meanwhile: what it made must be known to be tidied up.
 */
export function send(e: Escalation, ask: () => Promise<CallEvent[]>, whenFailed?: WhenFailed): Request {
  return sendIn(e, new CancellationScope({ cancellable: false }), ask, whenFailed);
}

/** As `send`, for what is asked for the caller, and taken back as soon as its reason has gone. */
export function sendForCaller(e: Escalation, what: ForCaller, ask: () => Promise<CallEvent[]>, whenFailed?: WhenFailed): Request {
  const request = sendIn(e, new CancellationScope({ cancellable: true }), ask, whenFailed);
  e.askedForCaller.set(request, what);
  return request;
}

function sendIn(
  e: Escalation,
  scope: CancellationScope,
  ask: () => Promise<CallEvent[]>,
  whenFailed: WhenFailed | undefined,
): Request {
  const request: Request = { done: false, takeBack: () => scope.cancel() };
  const tick = ++e.tick;
  e.requestsInFlight += 1;
  void scope.run(async () => {
    try {
      observe(e, await ask(), tick);
    } catch (error) {
      request.failure = failureOf(error, now(e));
      whenFailed?.(request.failure);
    } finally {
      request.done = true;
      e.requestsInFlight -= 1;
      e.askedForCaller.delete(request);
    }
  });
  return request;
}

/** Whether Graph refused the request for good, or certainly never processed it: nothing of it will show itself. */
export function wasRefused(request: Request): boolean {
  return request.failure !== undefined && request.failure.type !== 'OutcomeUnknown';
}

const TYPES: readonly string[] = [
  'NotProcessed',
  'OutcomeUnknown',
  'CallNotFound',
  'CapacityReached',
  'InvalidInput',
  'PermissionMissing',
  'TenantMismatch',
  'CredentialsRejected',
  'RequestRejected',
] satisfies ActivityFailureType[];

function isActivityFailureType(type: string | null | undefined): type is ActivityFailureType {
  return TYPES.includes(type ?? '');
}

/**
 * Only a type that says so was not processed: time-outs, a worker that was shut down and errors that we do not know leave the
 * outcome unknown. An error that is no activity's is a bug of ours: rethrown, Temporal retries the task until it is fixed.
 * @param at when it failed, in ms of workflow time
 */
function failureOf(error: unknown, at: number): RequestFailure {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  // Before its first try, or, of an answer, while it waited for the next.
  if (cause instanceof CancelledFailure)
    return { type: 'NotProcessed', error: new CancelledFailure('not tried any more, for its reason has gone') };
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  if (!(cause instanceof ApplicationFailure) || !isActivityFailureType(type)) return { type: 'OutcomeUnknown', error };
  return { type, ...detailsOf(cause, at), error: cause };
}

function detailsOf(cause: ApplicationFailure, at: number): Pick<RequestFailure, 'resultInfo' | 'retryAt' | 'tries'> {
  const [resultInfo, ...more]: unknown[] = cause.details ?? [];
  const after = numberIn(more, 'retryAfter');
  const tries = numberIn(more, 'tries');
  return {
    ...(typeof resultInfo === 'object' && resultInfo !== null && { resultInfo }),
    ...(after !== undefined && { retryAt: at + after }),
    ...(tries !== undefined && { tries }),
  };
}

function numberIn(details: readonly unknown[], name: string): number | undefined {
  for (const detail of details) {
    const value: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, name) : undefined;
    if (typeof value === 'number') return value;
  }
  return undefined;
}
