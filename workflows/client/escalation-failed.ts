import type { EscalationFailureDetails } from '../contract/result.ts';
import { readFailure } from './read-failure.ts';
import { RunFailed } from './run-failed.ts';

/** An escalation that ended without a result. `details`: the state of the calls. */
export class EscalationFailed extends RunFailed<EscalationFailureDetails> {
  override readonly name = 'EscalationFailed';
}

/** The `EscalationFailed` for what the SDK's `result()` throws; anything else, such as a lost connection, as it is. */
export function toEscalationFailed(workflowId: string, error: unknown): unknown {
  const failure = readFailure(error);
  if (!failure) return error;
  const { kind, message, details, cause } = failure;
  return new EscalationFailed(kind, workflowId, WORDS[kind] ?? message, isDetails(details) ? details : undefined, { cause });
}

const WORDS: Record<string, string> = {
  Cancelled: 'The escalation was cancelled; its own legs were hung up',
  Terminated: 'The escalation was terminated: no code ran, so its own legs may stay alive until Graph ends them after 45 minutes',
};

function isDetails(details: unknown): details is EscalationFailureDetails {
  return typeof details === 'object' && details !== null && 'p2pCallId' in details && 'timeline' in details;
}
