import { now } from './clock.ts';
import { wakeBy } from './deadlines.ts';
import { detailsHaveChanged } from './details-page.ts';
import { keepAliveDueAt } from './keep-alive.ts';
import { count, waitLabel } from './metrics.ts';
import { hasUnattributedRoster, probe } from './probe.ts';
import type { PendingWait } from './live-handles.ts';
import type { Request } from './request.ts';
import type { Run } from './run.ts';

export interface Wait {
  /** Completes "Waiting for …"; shown in query and UI. */
  what: string;
  ready: () => boolean;
  /** Deadline in ms of workflow time; asked anew at every wake, for some are set by what is received. */
  until: () => number;
  /** What makes the wait pointless, as the error it is to reject with. */
  interruption?: () => Error | undefined;
  /** Ask Graph before the first quiet, where nothing is known yet. */
  askFirst?: true;
}

/** How a wait goes on: it is over, Graph is being asked, or it sleeps. Times in ms of workflow time. */
type Step = 'over' | 'asking' | { until: number; wakeAt: number; deadline: string };

/** A final probe that got no answer is silence, which decides nothing; but a Graph that stays silent must not hold the run for ever. */
const FINAL_PROBES = 3;

/**
 * The one piece that every wait is built of (rule 5). True as soon as `ready`, false at the deadline, after Graph was
 * asked once more: silence alone decides nothing. Meanwhile it asks after a quiet of `probeAfter`, then at growing distances up
 * to three times that.
 * @throws {Error} the interruption, as soon as there is one
 */
export function waitUntil(run: Run, wait: Wait): Promise<boolean> {
  const { probeAfter } = run.story;
  const begun = now(run);
  let quiet = wait.askFirst ? 0 : probeAfter;
  let unanswered = 0;
  let asked: { probe: Request; isFinal: boolean } | undefined;
  const nextProbe = () => {
    const quietFrom = Math.max(begun, run.state.lastNewsAt, run.state.lastProbeAt);
    const unattributed = hasUnattributedRoster(run) ? run.state.lastProbeAt + probeAfter : Infinity;
    return Math.min(wait.until(), quietFrom + quiet, unattributed);
  };
  const step = (): Step => {
    for (;;) {
      const isReady = wait.ready();
      // A probe is looked at as soon as it is done: what it says is what has ended the wait.
      if (isReady && asked?.probe.done) count('probeAnswers', { wait: waitLabel(wait.what) });
      if (isReady || wait.interruption?.()) return 'over';
      if (asked) {
        if (!asked.probe.done) return 'asking';
        const isDeadline = asked.isFinal && now(run) >= wait.until();
        if (isDeadline && (!asked.probe.failure || ++unanswered >= FINAL_PROBES)) return 'over';
        quiet = Math.min(quiet + probeAfter, 3 * probeAfter);
        asked = undefined;
      }
      const wakeAt = nextProbe();
      if (now(run) < wakeAt) return { until: wait.until(), wakeAt, deadline: `Wake-up (set while waiting for ${wait.what})` };
      asked = { isFinal: now(run) >= wait.until(), probe: probe(run, wait.what) };
    }
  };
  return new Promise((resolve, reject) =>
    begin(run, wait.what, step, () => {
      const interruption = wait.interruption?.();
      if (interruption) reject(interruption);
      else resolve(wait.ready());
    }),
  );
}

/** A pause, or a wait whose end needs no evidence: nobody is asked. */
export function pauseUntil(run: Run, what: string, until: number, orElse: () => boolean): Promise<void> {
  const step = (): Step => (orElse() || now(run) >= until ? 'over' : { until, wakeAt: until, deadline: what });
  return new Promise((resolve) => begin(run, what, step, resolve));
}

/** For what is sure to come: the end of a request, which has limits of its own. */
export function waitFor(run: Run, ready: () => boolean): Promise<void> {
  return new Promise((resolve) => begin(run, '', () => (ready() ? 'over' : 'asking'), resolve));
}

/** Looks through all waits, in the order in which they were begun. @returns whether one is over, so that whoever waited goes on */
export function advanceWaits({ live }: Run): boolean {
  const before = [...live.pendingWaits];
  for (const wait of before) wait.advance();
  return before.some((wait) => !live.pendingWaits.has(wait));
}

function begin(run: Run, what: string, step: () => Step, end: () => void): void {
  const { pendingWaits } = run.live;
  const pending: PendingWait = {
    advance() {
      const next = step();
      if (next === 'asking') return;
      if (next === 'over') {
        pendingWaits.delete(pending);
        detailsHaveChanged(run);
        end();
        return;
      }
      show(next);
      wakeBy(run, Math.min(next.wakeAt, keepAliveDueAt(run)), next.deadline);
    },
  };
  const show = ({ until, wakeAt }: Exclude<Step, string>) => {
    const nextProbe = wakeAt < until ? isoTime(wakeAt) : undefined;
    const { shown } = pending;
    if (shown?.until === isoTime(until) && shown.nextProbe === nextProbe) return;
    pending.shown = { what, until: isoTime(until), ...(nextProbe && { nextProbe }) };
    detailsHaveChanged(run);
  };
  pendingWaits.add(pending);
  pending.advance();
  run.live.wake();
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
