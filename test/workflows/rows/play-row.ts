import { randomUUID } from 'node:crypto';
import type { EscalationPolicy } from '../../../workflows/contract/policy.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';
import type { RecordedRequest } from '../../graph-simulator/request-pipeline/record.ts';
import { FAST_TIMINGS, type Timings } from '../../graph-simulator/model/settings.ts';
import type { System, SystemCall } from '../../support/system.ts';

/** Deadlines that a busy machine does not reach; a row that waits one out sets its own. */
export const ROW_POLICY = {
  answerWithin: 20_000,
  establishWithin: 20_000,
  inviteWithin: 20_000,
  replaceWithin: 20_000,
  leaveAfter: 50,
  probeAfter: 500,
} satisfies Partial<EscalationPolicy>;

/** A leg that sticks, or a call that rings, does so until something else happens. */
export const ROW_TIMINGS: Timings = { ...FAST_TIMINGS, stuck: 60_000, answerWindow: 60_000 };

/** What goes wrong in a row, for its caller alone. */
export interface Script {
  faults?: FaultInput[];
  /** What goes wrong in the meeting organizer's tenant, which otherwise is the caller's. */
  organizer?: FaultInput[];
  /** Over `ROW_POLICY`. */
  policy?: Partial<EscalationPolicy>;
}

/** A call that was made under the script of a row. */
export interface Played {
  call: SystemCall;
  /** Of the meeting's organizer. */
  organizerTenantId: string;
  requests(kind: RequestKind): RecordedRequest[];
  /** Ids of the legs that live, by kind. */
  alive(): { p2p: string[]; multiparty: string[] };
}

/**
 * Makes one call in a tenant and a meeting of its own, so that many can be under way at once on one system: every fault acts on
 * this call only. Resolves once the webhook has taken the call.
 */
export async function playRow(system: System, { faults = [], organizer, policy }: Script): Promise<Played> {
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
    alive: () => ({ p2p: aliveOf('p2p'), multiparty: aliveOf('multiparty') }),
  };
}

function inTenant(tenantId: string, faults: FaultInput[]): FaultInput[] {
  return faults.map((fault) => ({ ...fault, where: { tenantId } }));
}
