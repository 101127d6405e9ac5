import { ActivityFailure, ApplicationFailure, CancelledFailure } from '@temporalio/workflow';
import type { ActivityFailureType } from '../contract/activities.ts';
import type { ResultInfo } from '../contract/result-info.ts';

/** Why a request failed, as the activity reported. */
export interface RequestFailure {
  type: ActivityFailureType;
  /** Until then Graph takes no such request (`Retry-After`), in ms of workflow time. */
  retryAt?: number;
  /** Of an answer: how often it was tried. The failure speaks of the last try only. */
  tries?: number;
  resultInfo?: ResultInfo;
  error: Error;
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
 * Timeouts, worker shutdowns and unknown errors leave the outcome unknown: only a type that says so was not processed.
 * @param at when it failed, in ms of workflow time
 * @throws what is no activity's failure: a bug of ours. Temporal retries the task until it is fixed
 */
export function toRequestFailure(error: unknown, at: number): RequestFailure {
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
