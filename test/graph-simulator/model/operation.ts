import type { Leg, ResultInfo } from './leg.ts';
import { operationNotification } from './notification-bodies.ts';
import type { JsonObject } from './reply.ts';
import type { Invitation } from './requests.ts';
import { postOf, type Teams } from './teams.ts';

export interface InviteOperation {
  id: string;
  legId: string;
  clientContext: string;
  status: 'running' | 'completed' | 'failed';
  participants: Invitation[];
  resultInfo?: ResultInfo;
  begunAt: number;
  endedAt?: number;
}

/** Ends it and says so: changeType `deleted`, on completed and on failed (Graph §5.2). */
export function finish(teams: Teams, leg: Leg, operation: InviteOperation, failure?: ResultInfo): void {
  operation.status = failure ? 'failed' : 'completed';
  operation.endedAt = teams.world.now();
  if (failure) operation.resultInfo = failure;
  teams.post(postOf(leg, 'operation', operationNotification(teams.settings, operation)));
}

/** Whether GET still finds it: how long is documented nowhere, 404 after the end is inferred (Graph §3.8). */
export function isReadable(teams: Teams, operation: InviteOperation): boolean {
  if (operation.endedAt === undefined) return true;
  const { operationReadable } = teams.settings.timings;
  const leg = teams.legs.get(operation.legId) ?? {};
  return !teams.script.has('operationsVanish', leg) && teams.world.now() - operation.endedAt < operationReadable;
}

export function operationResource(operation: InviteOperation): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
    id: operation.id,
    clientContext: operation.clientContext,
    status: operation.status === 'running' ? 'Running' : operation.status,
    resultInfo: operation.resultInfo ? { '@odata.type': '#microsoft.graph.resultInfo', ...operation.resultInfo } : null,
    participants: operation.participants,
  };
}
