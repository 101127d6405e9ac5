import { CancellationScope, inWorkflowContext } from '@temporalio/workflow';
import { type Identity, type KnownLeg, newCall } from '../call/call.ts';
import { normalizeId } from '../contract/call-id.ts';
import { startClock } from './clock.ts';
import { renderDetails } from './details-page.ts';
import { hangUpSurplusLegs, resumeHangUps } from './hang-up.ts';
import { keepLegsAlive } from './keep-alive.ts';
import type { LiveHandles } from './live-handles.ts';
import type { Run, Story } from './run.ts';
import type { RunState } from './run-state.ts';
import { advanceWaits } from './wait.ts';

/** What a run knows at its start: its legs, and nothing that was received. @param startedAt ms of workflow time */
export function newRunState(identity: Identity, legs: readonly KnownLeg[], startedAt: number): RunState {
  return {
    version: 1,
    identity,
    startedAt,
    call: newCall(legs),
    seq: 0,
    lastNewsAt: startedAt,
    endedAt: {},
    knownAt: Object.fromEntries(legs.map(({ callId }) => [normalizeId(callId), startedAt])),
    lastProbeSeq: 0,
    lastProbeAt: 0,
    timeline: [],
    invites: [],
    invitesSent: 0,
    hangUps: {},
    keptAliveAt: {},
    ignored: 0,
  };
}

/**
 * A run over a state: a new one, or one that is carried over. Its hang-ups under way are begun again, for a hang-up can be repeated.
 * @param story may refer to the run: it is not asked before the first event or wait
 */
export function newRun(state: RunState, story: Story): Run {
  const live = newLiveHandles(() => {
    story.settle?.();
    hangUpSurplusLegs(run);
    keepLegsAlive(run);
    // A run that goes on, or waits for nothing, is in the middle of its steps: it changes more, and begins another wait, or ends.
    if (!advanceWaits(run) && live.pendingWaits.size > 0) renderDetails(run);
  });
  const run: Run = { state, live, story };
  resumeHangUps(run);
  return run;
}

/** `then` on it costs a single promise. */
const RESOLVED = Promise.resolve();

function newLiveHandles(whenAllIsApplied: () => void): LiveHandles {
  let due = false;
  return {
    clock: startClock(),
    scope: new CancellationScope({ cancellable: false }),
    // Behind all events of this moment: what one of them says alone is not acted upon before the others are known.
    wake() {
      if (due) return;
      due = true;
      void RESOLVED.then(() => {
        due = false;
        // On a machine that stood still for 5 s the SDK cuts workflow code off, and what is left runs when it disposes of the run: an exception there would end the process (seen).
        if (inWorkflowContext()) whenAllIsApplied();
      });
    },
    requestsInFlight: 0,
    abortable: new Map(),
    pendingWaits: new Set(),
    timers: new Set(),
    hangingUp: new Map(),
    keptAlive: new Map(),
    detailsAreStale: false,
  };
}
