import { ApplicationFailure } from '@temporalio/workflow';
import { isPlainPayload, PLAIN_REFUSED } from '../../contract/plain-payload.ts';

/** What a validator throws: nothing of the update is written to the history. */
export function refusedUpdate(why: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'InvalidInput', message: why, nonRetryable: true });
}

/** Only validators ask, which do not run when a history is replayed. */
export function requireEncrypted(argument: unknown): void {
  if (isPlainPayload(argument)) throw refusedUpdate(PLAIN_REFUSED);
}
