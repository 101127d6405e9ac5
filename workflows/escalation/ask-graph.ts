import { p2pLeg, multipartyLegs } from '../call/meeting.ts';
import { operationsOf } from '../call/operation.ts';
import { probeActivity } from '../activity-options.ts';
import type { ProbeRequest } from '../contract/activities.ts';
import type { Escalation } from './escalation.ts';
import { note } from './report.ts';
import { NOTHING_SENT, type Request, send } from './requests.ts';
import { now } from './now.ts';

/** For those who wait for a look, in ms; its own limit ends it sooner. */
export const LONGEST_PROBE_WAIT_MS = 60_000;

/** One probe: Graph's own word on every leg that is open, on who is in the multiparty call, on the invite. Its answer is folded like any other event. */
export function askGraph(e: Escalation, why: string): Request {
  e.lastProbeAt = now(e);
  e.askedTick = e.tick;
  const calls = openCalls(e);
  if (calls.length === 0) return NOTHING_SENT;
  return send(
    e,
    () => probeActivity(why)({ calls }),
    ({ error }) => note(e, { what: `Graph could not be asked: ${error.message}` }),
  );
}

function openCalls(e: Escalation): ProbeRequest['calls'] {
  const p2p = p2pLeg(e.subject, e.call);
  const operationId = runningOperationId(e);
  return [
    ...(p2p.end ? [] : [{ callId: p2p.callId, tenantId: p2p.tenantId, roster: false }]),
    ...multipartyLegs(e.call)
      .filter((leg) => !leg.end)
      .map((leg) => ({
        callId: leg.callId,
        tenantId: leg.tenantId,
        roster: leg.run === e.subject.run,
        ...(operationId !== undefined && { operationId }),
      })),
  ];
}

function runningOperationId(e: Escalation): string | undefined {
  const invite = e.invites.at(-1);
  if (!invite) return undefined;
  const operations = operationsOf(invite, Object.values(e.call.operations), e.invites);
  if (operations.some(({ status }) => status !== 'running')) return undefined;
  return operations.find(({ operationId }) => operationId !== undefined)?.operationId;
}
