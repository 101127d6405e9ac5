import type { PersonFault } from '../faults/fault.ts';
import type { Leg, ResultInfo } from './leg.ts';
import { operationNotification } from './notification-bodies.ts';
import type { JsonObject } from './reply.ts';
import type { Invitation } from './requests.ts';
import { postOf, type Teams } from './teams.ts';
import type { Cancel } from './world.ts';

/** Somebody whom an invite rings. */
export interface Invited {
  userId: string;
  participantId?: string;
  stopRinging: Cancel;
  /** Absent while it rings. */
  answer?: PersonFault['answers'] | 'alreadyIn' | 'cancelled';
  answeredAt?: number;
}

/** An operation can fail without a result. */
export interface Failure {
  resultInfo?: ResultInfo;
}

export interface InviteOperation {
  id: string;
  legId: string;
  clientContext: string;
  status: 'running' | 'completed' | 'failed';
  participants: Invitation[];
  people: Invited[];
  resultInfo?: ResultInfo;
  begunAt: number;
  endedAt?: number;
}

/** Ends it and says so: changeType `deleted`, on completed and on failed (Graph §5.2). */
export function finish(teams: Teams, leg: Leg, operation: InviteOperation, failure?: Failure): void {
  operation.status = failure ? 'failed' : 'completed';
  operation.endedAt = teams.world.now();
  if (failure?.resultInfo) operation.resultInfo = failure.resultInfo;
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
