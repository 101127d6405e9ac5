import type { Call, Identity } from '../call/call.ts';
import type { SentInvite } from '../call/operation.ts';
import type { TimelineEntry } from '../contract/timeline-entry.ts';

/**
 * All that a run knows and that can be carried over: plain JSON. Each field is written by the one file that is named as its
 * owner (`test/repository/state-owners.test.ts`).
 */
export interface RunState {
  /** Of this shape. Raised when a field changes its meaning, so that a later version knows what it is handed. */
  readonly version: 1;
  readonly identity: Identity;
  /** Workflow time of the start, in ms. */
  readonly startedAt: number;
  /** Owner: `apply-events.ts`. */
  call: Call;
  /** Owner: `apply-events.ts`. Counts what was received and sent, in the order the run saw it: one clock for "since the invite was sent". */
  seq: number;
  /** Owner: `apply-events.ts`. Workflow time, in ms, of the last news of our own legs, of an operation or of the caller: rosters about others are none. */
  lastNewsAt: number;
  /** Owner: `apply-events.ts`. Workflow time of the first sign of each leg's end, in ms, by normalized call id. */
  readonly endedAt: Record<string, number>;
  /** Owner: `apply-events.ts`. Workflow time at which each leg was first known, in ms, by normalized call id. */
  readonly knownAt: Record<string, number>;
  /** Owner: `probe.ts`. `seq` at which Graph was last asked. */
  lastProbeSeq: number;
  /** Owner: `probe.ts`. Workflow time, in ms, at which Graph was last asked. */
  lastProbeAt: number;
  /** Owner: `timeline.ts`. */
  readonly timeline: TimelineEntry[];
  /** Owner: `invites.ts`. In the order of their sending; what a run carries over begins without. */
  readonly invites: SentInvite[];
  /** Owner: `invites.ts`. How many were sent, over all runs: each has a name of its own. */
  invitesSent: number;
  /** Owner: `hang-up.ts`. Of the legs that are to end, or that another run looks after, by normalized call id. */
  readonly hangUps: Record<string, 'hangUpRequested' | 'hangUpFailed' | 'handedOver'>;
  /** Owner: `keep-alive.ts`. Workflow time of the last keepAlive that the run knows of, in ms, by normalized call id. */
  readonly keptAliveAt: Record<string, number>;
  /** Owner: `inbox.ts`. Items of signals that were ignored. */
  ignored: number;
}
