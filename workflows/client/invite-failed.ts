import type { InviteResult } from '../contract/invite.ts';
import { readFailure } from './read-failure.ts';
import { RunFailed } from './run-failed.ts';

/** An invite that ended without a result. `details`: what became of each person until then. */
export class InviteFailed extends RunFailed<InviteResult> {
  override readonly name = 'InviteFailed';
}

/** The `InviteFailed` for what the SDK's `result()` throws, of the workflow or of a stay's update; anything else as it is. */
export function toInviteFailed(workflowId: string, error: unknown): unknown {
  const failure = readFailure(error);
  if (!failure) return error;
  const { kind, message, details, cause } = failure;
  return new InviteFailed(kind, workflowId, WORDS[kind] ?? message, isResult(details) ? details : undefined, { cause });
}

const WORDS: Record<string, string> = {
  Cancelled: 'The invite was cancelled: nobody more was invited; the query tells who is in',
  Terminated: 'The invite was terminated: no code ran, so nobody knows who has been rung',
};

function isResult(details: unknown): details is InviteResult {
  return typeof details === 'object' && details !== null && 'callId' in details && 'people' in details;
}
