import { operationsOf } from '../call/operation.ts';
import { multipartyLegs, p2pLeg } from '../call/selectors.ts';
import type { ProbeRequest } from '../contract/activities.ts';
import { probeActivity } from './activity-options.ts';
import { now } from './clock.ts';
import { NOTHING_SENT, type Request } from './request.ts';
import { send } from './requests.ts';
import type { Run } from './run.ts';
import { addToTimeline } from './timeline.ts';

/** For those who wait for a probe, in ms; its own limit ends it sooner. */
export const PROBE_WAIT_MS = 60_000;

/** Asks Graph for every leg that is open, for who is in the multiparty call, for the invite. The answer is applied like any other event. */
export function probe(run: Run, why: string): Request {
  const { state } = run;
  state.lastProbeAt = now(run);
  state.lastProbeSeq = state.seq;
  const calls = openCalls(run);
  if (calls.length === 0) return NOTHING_SENT;
  run.live.lastProbe = send(
    run,
    () => probeActivity(why)({ calls }),
    ({ error }) => addToTimeline(run, { what: `Graph could not be asked: ${error.message}` }),
  );
  return run.live.lastProbe;
}

/** Graph has answered nothing since it was asked last. */
export function isSilent({ live: { lastProbe } }: Run): boolean {
  return lastProbe !== undefined && (!lastProbe.done || lastProbe.failure !== undefined);
}

/**
 * A roster under the P2P call's path may be the meeting's: only a GET tells (Graph §11.8). A chatty one is asked for no oftener
 * than any wait, and one from before the invite tells nothing of the caller.
 */
export function hasUnattributedRoster({ state }: Run): boolean {
  const invite = state.invites.at(-1);
  return invite !== undefined && (state.call.unattributedRosterSeq ?? 0) > Math.max(state.lastProbeSeq, invite.sentSeq);
}

function openCalls({ state }: Run): ProbeRequest['calls'] {
  const p2p = p2pLeg(state.identity, state.call);
  const operationId = runningOperationId(state);
  return [
    ...(!p2p || p2p.end ? [] : [{ callId: p2p.callId, tenantId: p2p.tenantId, roster: false }]),
    ...multipartyLegs(state.call)
      .filter((leg) => !leg.end)
      .map((leg) => ({
        callId: leg.callId,
        tenantId: leg.tenantId,
        roster: leg.run === state.identity.run,
        ...(operationId !== undefined && { operationId }),
      })),
  ];
}

function runningOperationId({ invites, call }: Run['state']): string | undefined {
  const invite = invites.at(-1);
  if (!invite) return undefined;
  const operations = operationsOf(invite, Object.values(call.operations), invites);
  if (operations.some(({ status }) => status !== 'running')) return undefined;
  return operations.find(({ operationId }) => operationId !== undefined)?.operationId;
}
