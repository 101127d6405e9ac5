import { condition } from '@temporalio/workflow';
import { p2pLeg } from '../call/meeting.ts';
import { askGraph } from './ask-graph.ts';
import type { Escalation } from './escalation.ts';
import { report } from './report.ts';
import { type Stop, StoryStopped } from './stop.ts';
import { now } from './now.ts';

export interface Wait {
  /** Completes "Waiting for …"; shown in query and UI. */
  what: string;
  ready: () => boolean;
  /** Deadline in ms of workflow time; asked anew at every wake, for some are set by what is heard. */
  until: () => number;
  /** Whether the caller's hanging up and a cancellation break the wait. */
  watchCaller: boolean;
  /** Ask Graph before the first quiet, where nothing is known yet. */
  askFirst?: true;
}

/** A last look that got no answer is silence, which decides nothing; but a Graph that stays silent must not hold the run for ever. */
const LAST_WORDS = 3;

/**
 * The one piece that every wait is built of (design, rule 5). True as soon as `ready`, false at the deadline, after Graph was
 * asked once more: silence alone decides nothing. Meanwhile it asks after a quiet of `probeAfter`, then at growing distances up
 * to three times that.
 * @throws {StoryStopped} when the caller has hung up or the run was cancelled, where `watchCaller`
 */
export async function waitUntil(e: Escalation, wait: Wait): Promise<boolean> {
  const { probeAfter } = e.input.policy;
  const interrupted = () => wait.watchCaller && lost(e) !== undefined;
  const over = () => wait.ready() || interrupted();
  const begun = now(e);
  let quiet = wait.askFirst ? 0 : probeAfter;
  let unanswered = 0;
  const nextProbe = () => {
    const quietFrom = Math.max(begun, e.lastNewsAt, e.lastProbeAt);
    const doubtful = hasDoubtfulRoster(e) ? e.lastProbeAt + probeAfter : Infinity;
    return Math.min(wait.until(), quietFrom + quiet, doubtful);
  };
  const shown = showWait(e, wait.what);
  while (!over()) {
    const wakeAt = nextProbe();
    if (now(e) < wakeAt) {
      shown.till(wait.until(), wakeAt);
      const wakes = e.alarm.ring(wakeAt, `Wake-up (set while waiting for ${wait.what})`);
      await condition(() => over() || now(e) >= wakes || nextProbe() < wakes);
      continue;
    }
    const lastWord = now(e) >= wait.until();
    const probe = askGraph(e, wait.what);
    await condition(() => over() || probe.done);
    if (lastWord && now(e) >= wait.until() && (!probe.failure || ++unanswered >= LAST_WORDS)) break;
    quiet = Math.min(quiet + probeAfter, 3 * probeAfter);
  }
  shown.end();
  if (wait.watchCaller) stopIfLost(e);
  return wait.ready();
}

/** A pause, or a wait whose end needs no evidence: nobody is asked. */
export async function pauseUntil(e: Escalation, what: string, until: number, orElse: () => boolean): Promise<void> {
  const shown = showWait(e, what);
  while (!orElse() && now(e) < until) {
    shown.till(until);
    const wakes = e.alarm.ring(until, what);
    await condition(() => orElse() || now(e) >= wakes);
  }
  shown.end();
}

/** What makes every further step pointless. */
export function lost(e: Escalation): Stop | undefined {
  if (e.cancelRequested) return { kind: 'cancelled' };
  if (p2pLeg(e.subject, e.call).end) return { kind: 'p2pEnded' };
  return undefined;
}

/** @throws {StoryStopped} */
export function stopIfLost(e: Escalation): void {
  const stop = lost(e);
  if (stop) throw new StoryStopped(stop);
}

/** A roster under the P2P call's path may be the meeting's: only a GET tells (reference §11.8); a chatty one is asked for no oftener than any wait. */
function hasDoubtfulRoster(e: Escalation): boolean {
  return e.invites.length > 0 && (e.call.doubtfulRosterAt ?? 0) > e.askedTick;
}

/** Shows a wait in query and UI, beside those that go on at the same time. Times in ms of workflow time. */
function showWait(e: Escalation, what: string): { till(until: number, nextProbe?: number): void; end(): void } {
  const key = {};
  return {
    till(until, nextProbe = until) {
      e.waits.set(key, { what, until: isoTime(until), ...(nextProbe < until && { nextProbe: isoTime(nextProbe) }) });
      report(e);
    },
    end: () => void e.waits.delete(key),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
