import { ActivityFailure, ApplicationFailure, CancellationScope } from '@temporalio/workflow';
import type { ActivityFailureType } from '../contract/activities.ts';
import type { CallEvent } from '../contract/events.ts';
import type { ResultInfo } from '../contract/result.ts';
import type { Escalation } from './escalation.ts';
import { observe } from './observe.ts';

/** A request under way. Waiting for it is a wait like any other: its effect may show itself before its response. */
export interface Request {
  done: boolean;
  failure?: RequestFailure;
}

export interface RequestFailure {
  type: ActivityFailureType;
  resultInfo?: ResultInfo;
  error: Error;
}

/**
 * Sends a request and folds its response when it comes; whoever needs the effect waits for the effect. Runs to its end even
 * when the run is cancelled meanwhile: what it made must be known to be tidied up.
 */
export function send(e: Escalation, ask: () => Promise<CallEvent[]>, whenFailed?: (failure: RequestFailure) => void): Request {
  const request: Request = { done: false };
  const tick = ++e.tick;
  e.requestsInFlight += 1;
  void CancellationScope.nonCancellable(async () => {
    try {
      observe(e, await ask(), tick);
    } catch (error) {
      request.failure = failureOf(error);
      whenFailed?.(request.failure);
    } finally {
      request.done = true;
      e.requestsInFlight -= 1;
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

/** Time-outs, a worker that was shut down and errors we do not know leave the outcome unknown. Anything but an activity's failure is a bug here, and left to Temporal, which retries the task until it is mended. */
export function failureOf(error: unknown): RequestFailure {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  if (!(cause instanceof ApplicationFailure) || !isActivityFailureType(type)) return { type: 'OutcomeUnknown', error };
  return { type, ...resultInfoOf(cause), error: cause };
}

function resultInfoOf(cause: ApplicationFailure): { resultInfo?: ResultInfo } {
  const [details] = cause.details ?? [];
  return typeof details === 'object' && details !== null ? { resultInfo: details } : {};
}
