import type { ActivityFailureType } from '../../contract/activities.ts';
import type { Request } from '../../run/request.ts';
import { EscalationAborted } from '../abort.ts';

/**
 * Not what was certainly not processed, nor what perhaps was; and a 404 speaks of a leg: what the leg says counts (workflows/call/README.md,
 * Result). To a create Graph's 404 is a rejection, which the activity calls so.
 */
const NOT_FOR_GOOD: readonly ActivityFailureType[] = ['NotProcessed', 'OutcomeUnknown', 'CallNotFound'];

/** @throws {EscalationAborted} where Graph refused a request for good: a quota is a reason, anything else an operator's to fix */
export function abortAtRefusal({ failure }: Request): void {
  if (!failure || NOT_FOR_GOOD.includes(failure.type)) return;
  const { type, resultInfo } = failure;
  if (type === 'CapacityReached')
    throw new EscalationAborted({ kind: 'reason', reason: 'capacityReached', ...(resultInfo && { resultInfo }) });
  throw new EscalationAborted({ kind: 'failure', failure });
}

/** Graph says nothing of a leg that nobody admits, so the words are ours. */
export function leftInLobby(): EscalationAborted {
  return new EscalationAborted({
    kind: 'reason',
    reason: 'multipartyCallFailed',
    resultInfo: { message: 'Our own leg was left in the lobby' },
  });
}
