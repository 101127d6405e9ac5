import { readFailure } from './read-failure.ts';
import { RunFailed } from './run-failed.ts';

/** A stay, or a request to it, that ended without a result. It has no details: the query tells what is known. */
export class StayFailed extends RunFailed<never> {
  override readonly name = 'StayFailed';
}

/** The `StayFailed` for what the SDK's `result()` throws, of the workflow or of its updates; anything else as it is. */
export function toStayFailed(workflowId: string, error: unknown): unknown {
  const failure = readFailure(error);
  if (!failure) return error;
  const { kind, message, cause } = failure;
  return new StayFailed(kind, workflowId, WORDS[kind] ?? message, undefined, { cause });
}

const WORDS: Record<string, string> = {
  Cancelled: 'The stay was cancelled before it had begun',
  Terminated: 'The stay was terminated: no code ran, so the leg may stay alive until Graph ends it after 45 minutes',
};
