import type { InviteOperation } from '../../graph-simulator/model/operation.ts';
import type { Ring } from '../../invariants/staying/ended-stay.ts';

/** Whom an invite has rung, each by themselves. @param workflowId default: the one that its name in Graph begins with */
export function ringsOf(operation: InviteOperation, workflowId = operation.clientContext.replace(/\/\d+$/, '')): Ring[] {
  const { begunAt, endedAt, status, people } = operation;
  const saysNothing = people.some(({ answer }) => answer === 'failed' || answer === 'unreachable');
  return people.map(({ userId, answer }) => ({
    at: begunAt,
    userId,
    workflowId,
    mayBeRepeated: status === 'failed' && saysNothing,
    operation: status,
    ...(endedAt !== undefined && { endedAt }),
    ...(answer !== undefined && { answer }),
  }));
}
