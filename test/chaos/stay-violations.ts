import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { MadeCall } from './make-call.ts';

/** What must hold of a stay, and of all who were invited besides the caller. @param record of the call's tenant */
export function stayViolations({ plan, stay }: MadeCall, { legs, operations }: SimulatorRecord): string[] {
  const people = operations.flatMap((operation) => operation.people);
  const cameTwice = duplicates(people.filter(({ answer }) => answer === 'accepted').map(({ userId }) => normalizeId(userId)));
  const { inviteAttempts = 2 } = plan.escalate.policy ?? {};
  const times = (id: string) => people.filter(({ userId }) => normalizeId(userId) === id).length;
  const rungTooOften = [...new Set(people.map(({ userId }) => normalizeId(userId)))].filter((id) => times(id) > inviteAttempts);
  return [
    ...cameTwice.map((id) => `${id} was rung again after coming in`),
    ...rungTooOften.map((id) => `${id} was rung ${times(id)} times`),
    ...(stay ? ofStay(stay, legs) : []),
  ];
}

function ofStay({ callId, invited, left }: NonNullable<MadeCall['stay']>, legs: SimulatorRecord['legs']): string[] {
  const leg = legs.find(({ id }) => normalizeId(id) === normalizeId(callId));
  const weHungUp = leg?.ended?.by === 'bot';
  return [
    ...(leg?.alive && !left.leftBehind?.length ? ['the stay has ended, but its leg lives'] : []),
    ...(left.outcome === 'ended' && weHungUp ? ['the stay says that others ended the call, but we hung up'] : []),
    ...(invited && JSON.stringify(invited.first) !== JSON.stringify(invited.again)
      ? ['an invite that was repeated has another result']
      : []),
    ...(invited && invited.first.length !== invited.asked.length ? ['an invite does not tell of everybody'] : []),
  ];
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}
