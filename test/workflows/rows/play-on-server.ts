import { WorkflowFailedError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';
import type { RecordedLeg, RecordedRequest } from '../../graph-simulator/request-pipeline/record.ts';
import type { System, SystemCall } from '../../support/system.ts';
import type { PlayedRow } from './played-row.ts';
import { inTenant, ROW_POLICY, type Script } from './row.ts';

/** A call that was made under the script of a row. */
export interface Played {
  call: SystemCall;
  /** Of the meeting's organizer. */
  organizerTenantId: string;
  requests(kind: RequestKind): RecordedRequest[];
  legs(): RecordedLeg[];
  /** Ids of the legs that live, by kind. */
  alive(): { p2p: string[]; multiparty: string[] };
}

/**
 * Makes one call in a tenant and a meeting of its own, so that many can be under way at once on one system: every fault acts on
 * this call only. Resolves once the webhook has taken the call.
 */
export async function startRow(system: System, { faults = [], organizer, policy }: Script): Promise<Played> {
  const tenantId: string = randomUUID();
  const organizerTenantId: string = organizer ? randomUUID() : tenantId;
  const tenants: string[] = [tenantId, organizerTenantId];
  const { simulator } = system;
  simulator.script(inTenant(tenantId, faults));
  if (organizer) simulator.script(inTenant(organizerTenantId, organizer));
  const call = await system.call({
    incoming: { tenantId },
    meeting: {
      chatInfo: { threadId: `19:meeting_${tenantId}@thread.v2`, messageId: '0' },
      organizer: { user: { id: randomUUID(), tenantId: organizerTenantId } },
    },
    policy: { ...ROW_POLICY, ...policy },
  });
  const legs = () => simulator.record().legs.filter((leg) => tenants.includes(leg.tenantId));
  const aliveOf = (kind: 'p2p' | 'multiparty') => legs().flatMap((leg) => (leg.kind === kind && leg.alive ? [leg.id] : []));
  return {
    call,
    organizerTenantId,
    requests: (kind) =>
      simulator.record().requests.filter((request) => request.kind === kind && tenants.includes(request.tenantId ?? '')),
    legs,
    alive: () => ({ p2p: aliveOf('p2p'), multiparty: aliveOf('multiparty') }),
  };
}

/** Waits for its end. */
export async function endOf(played: Played): Promise<PlayedRow> {
  const { call, organizerTenantId } = played;
  const ending = await call.result().then(
    (result) => ({ result }),
    (error: unknown) => ({ failure: causeOf(error) }),
  );
  const { startTime, closeTime } = await call.handle.describe();
  return {
    p2pCallId: call.id,
    tenantId: call.tenantId,
    organizerTenantId,
    startedAt: startTime.getTime(),
    closedAt: closeTime?.getTime() ?? Number.NaN,
    exact: false,
    ending,
    snapshot: await call.snapshot(),
    requests: (kind) =>
      played
        .requests(kind)
        .map(({ at, callId, tenantId, body, reply }) => ({ at: Date.parse(at), callId, tenantId, body, status: reply?.status })),
    multipartyCalls: played.legs().flatMap(({ id, kind }) => (kind === 'multiparty' ? [id] : [])),
    alive: played.alive(),
  };
}

/** Plays a row on the real Temporal server, over HTTP. */
export async function playOnServer(system: System, script: Script): Promise<PlayedRow> {
  return endOf(await startRow(system, script));
}

/** What the workflow threw. */
function causeOf(error: unknown): Error {
  if (error instanceof WorkflowFailedError && error.cause) return error.cause;
  throw error;
}
