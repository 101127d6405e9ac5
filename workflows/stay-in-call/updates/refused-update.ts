import { ApplicationFailure } from '@temporalio/workflow';

/** What a validator throws: nothing of the update is written to the history. */
export function refusedUpdate(why: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'InvalidInput', message: why, nonRetryable: true });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
