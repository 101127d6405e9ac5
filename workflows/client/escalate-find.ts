import type { EscalationClient } from './escalation-client.ts';
import type { EscalationHandle } from './escalation-handle.ts';
import type { InviteRun } from './invite-handle.ts';
import { EscalationNotFound, NotFound, StayNotFound } from './not-found.ts';
import type { StayHandle } from './stay-handle.ts';

/** An escalation, a stay or an invite. */
export type Found = EscalationHandle | StayHandle | InviteRun;

/** By a workflow id, as Temporal's UI shows it, or by a call id, which is that of a P2P call or of a multiparty call. */
export async function findByAnyId(client: EscalationClient, id: string): Promise<Found> {
  const escalation = /^escalation-(.+)$/.exec(id)?.[1];
  if (escalation !== undefined) return await client.find(escalation);
  const call = /^call-(.+)$/.exec(id)?.[1];
  if (call !== undefined) return await client.findStay(call);
  // Ids in workflow ids have no dashes, but request ids may.
  const [, callId, requestId] = /^invite-([^-]+)-(.+)$/.exec(id) ?? [];
  if (callId !== undefined && requestId !== undefined) return await client.findInvite(callId, requestId);
  try {
    return await client.find(id);
  } catch (error) {
    if (!(error instanceof EscalationNotFound)) throw error;
    return await findStay(client, id);
  }
}

async function findStay(client: EscalationClient, id: string): Promise<StayHandle> {
  try {
    return await client.findStay(id);
  } catch (error) {
    if (!(error instanceof StayNotFound)) throw error;
    throw new NotFound(`There is no escalation of P2P call ${id}, and no stay in a call of that id`, { cause: error });
  }
}
