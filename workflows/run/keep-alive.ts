import { CancellationScope } from '@temporalio/workflow';
import type { Leg } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import { keepAliveActivity } from './activity-options.ts';
import { applyEvents } from './apply-events.ts';
import { now } from './clock.ts';
import { fateOf } from './leg-fate.ts';
import type { KeepAliveUnderWay } from './live-handles.ts';
import { toRequestFailure } from './request-failure.ts';
import type { Run } from './run.ts';
import { addToTimeline } from './timeline.ts';

/** Of a refusal an operator may get rid of meanwhile; several fit into the 45 minutes that Graph gives (Graph §3.4). */
const AFTER_REFUSAL_MS = 5 * 60_000;

/** Begins the keepAlives that are due, and ends those whose leg has ended. Each activity repeats its request by itself. */
export function keepLegsAlive(run: Run): void {
  const { keptAlive } = run.live;
  for (const leg of legsToKeepAlive(run)) if (now(run) >= dueAt(run, leg)) begin(run, leg);
  for (const [key, underWay] of keptAlive) {
    const leg = run.state.call.legs[key];
    if (leg && isWanted(run, leg)) continue;
    if (underWay.kind === 'activity') underWay.withdraw();
    keptAlive.delete(key);
  }
}

/** When the next keepAlive is to be begun, in ms of workflow time: a wait wakes for it. */
export function keepAliveDueAt(run: Run): number {
  return Math.min(Infinity, ...legsToKeepAlive(run).map((leg) => dueAt(run, leg)));
}

/** The last keepAlive that the run knows of, in ms of workflow time. */
export function keptAliveAt({ state }: Run, leg: Leg): number | undefined {
  return state.keptAliveAt[normalizeId(leg.callId)];
}

function legsToKeepAlive(run: Run): Leg[] {
  if (!run.story.keepAlive) return [];
  return Object.values(run.state.call.legs).filter((leg) => isWanted(run, leg));
}

/** A call that was not answered yet is no leg of ours. */
function isWanted(run: Run, leg: Leg): boolean {
  return fateOf(run, leg) === 'wanted' && leg.reached !== 'incoming' && leg.run === run.state.identity.run;
}

function dueAt({ state, live, story }: Run, leg: Leg): number {
  const key = normalizeId(leg.callId);
  const underWay = live.keptAlive.get(key);
  if (underWay) return underWay.kind === 'refused' ? underWay.until : Infinity;
  const { atOnce, every } = story.keepAlive ?? { atOnce: false, every: Infinity };
  return (state.knownAt[key] ?? state.startedAt) + (atOnce ? 0 : every);
}

function begin(run: Run, leg: Leg): void {
  const { live, state, story } = run;
  const { every, people } = story.keepAlive ?? { every: 0 };
  const key = normalizeId(leg.callId);
  const scope = new CancellationScope({ cancellable: true, parent: live.scope });
  const underWay: KeepAliveUnderWay = { kind: 'activity', withdraw: () => scope.cancel() };
  live.keptAlive.set(key, underWay);
  const isOver = () => live.keptAlive.get(key) !== underWay;
  const watched = people?.();
  const lastAt = state.keptAliveAt[key];
  const request = {
    callId: leg.callId,
    tenantId: leg.tenantId,
    every,
    ...(lastAt !== undefined && { lastAt }),
    ...(watched && { people: watched }),
  };
  const name = leg.kind === 'p2p' ? 'P2P call' : 'multiparty call';
  void scope
    .run(() => keepAliveActivity(name)(request))
    .then(
      (events) => {
        if (isOver()) return;
        live.keptAlive.delete(key);
        // The activity resolves right after a keepAlive that Graph took.
        if (events.some((event) => event.type === 'call' && event.state !== 'terminated')) state.keptAliveAt[key] = now(run);
        applyEvents(run, events);
      },
      (error: unknown) => {
        if (isOver()) return;
        const failure = toRequestFailure(error, now(run));
        live.keptAlive.set(key, { kind: 'refused', until: now(run) + AFTER_REFUSAL_MS });
        const { resultInfo } = failure;
        addToTimeline(run, { what: `KeepAlive: ${failure.error.message}`, leg: leg.kind, ...(resultInfo && { resultInfo }) });
        live.wake();
      },
    );
}
