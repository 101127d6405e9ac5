import type { ActivityFailureType } from '../contract/activities.ts';
import type { Request } from '../escalation/requests.ts';
import { StoryStopped } from '../escalation/stop.ts';

/**
 * Not what was certainly not processed, nor what perhaps was; and a 404 speaks of a leg: what the leg says counts (design,
 * Result). To a create Graph's 404 is a rejection, which the activity calls so.
 */
const NOT_FOR_GOOD: readonly ActivityFailureType[] = ['NotProcessed', 'OutcomeUnknown', 'CallNotFound'];

/** @throws {StoryStopped} where Graph refused a request for good: a quota is a reason, anything else an operator's to mend */
export function stopAtRefusal({ failure }: Request): void {
  if (!failure || NOT_FOR_GOOD.includes(failure.type)) return;
  const { type, resultInfo } = failure;
  if (type === 'CapacityReached')
    throw new StoryStopped({ kind: 'reason', reason: 'capacityReached', ...(resultInfo && { resultInfo }) });
  throw new StoryStopped({ kind: 'failure', failure });
}

/** Graph says nothing of a leg that nobody admits, so the words are ours. */
export function leftInLobby(): StoryStopped {
  return new StoryStopped({
    kind: 'reason',
    reason: 'multipartyCallFailed',
    resultInfo: { message: 'Our own leg was left in the lobby' },
  });
}
