import { isSomebodyLeftOut, isRosterMissing, rosterReadSeq } from '../call/selectors.ts';
import { now } from '../run/clock.ts';
import { probe, PROBE_WAIT_MS } from '../run/probe.ts';
import { pauseUntil } from '../run/wait.ts';
import { legOf } from './leg.ts';
import { isAlone } from './people.ts';
import type { Stay } from './stay.ts';

/** Between two looks that tell nothing: doubled each time, up to the longest. */
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * When the roster is to be read, in ms of workflow time: at once where nobody has told yet who is in, or where a numbered roster is
 * missing; where one does not list somebody who is in, but no oftener than any wait asks, for people leave a large
 * meeting all the time; after `aloneFor`, for being alone is believed only after a read. Infinity: not before something is heard.
 */
export function lookDueAt(stay: Stay): number {
  const { run, state, policy, live } = stay;
  const earliest = live.failedLooks === 0 ? 0 : run.state.lastProbeAt + pauseAfter(stay);
  const [{ call }, leg] = [run.state, legOf(stay)];
  if (isAlone(stay) === undefined || isRosterMissing(call, leg)) return Math.max(earliest, run.state.startedAt);
  const doubtedAt = isSomebodyLeftOut(call, leg) ? run.state.lastProbeAt + policy.probeAfter : Infinity;
  const aloneAt = state.aloneSince === undefined ? Infinity : state.aloneSince + policy.aloneFor;
  return Math.max(earliest, Math.min(doubtedAt, aloneAt));
}

/** Reads the call and its roster. @returns whether Graph told who is in, or that the call has ended */
export async function look(stay: Stay, why: string): Promise<boolean> {
  const { run, live } = stay;
  const from = run.state.seq;
  const probed = probe(run, why);
  await pauseUntil(run, why, now(run) + PROBE_WAIT_MS, () => probed.done);
  const leg = legOf(stay);
  const hasTold = leg.end !== undefined || ((rosterReadSeq(run.state.call, leg) ?? -1) > from && isAlone(stay) !== undefined);
  live.failedLooks = hasTold ? 0 : live.failedLooks + 1;
  return hasTold;
}

function pauseAfter({ policy, live }: Stay): number {
  return Math.min(policy.probeAfter * 2 ** live.failedLooks, LONGEST_PAUSE_MS);
}
