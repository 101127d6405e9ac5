import { CALL_NOTIFICATIONS } from '../../../workflows/contract/names.ts';
import type { EscalationSnapshot } from '../../../workflows/contract/result.ts';
import type { FaultScript } from '../../graph-simulator/faults/script.ts';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';
import { isAlive, type Leg } from '../../graph-simulator/model/leg.ts';
import { snapshotOf } from '../../simulation/ended-call.ts';
import type { CallUnderWay } from '../../simulation/simulate-call.ts';

/** A call that is being played, as whoever steps in sees it. */
export interface CallNow {
  p2pCallId: string;
  runId: string;
  snapshot(): EscalationSnapshot;
  /** What its page in the Temporal UI shows. */
  details(): string;
  /** How many requests of a kind have arrived, answered or not. */
  count(kind: RequestKind): number;
  /** Ids of the legs that live. */
  alive(kind: Leg['kind']): string[];
  /** Whether an invite is under way. */
  rings(): boolean;
  /** What goes wrong from now on. */
  script: FaultScript;
  cancel(): void;
  /** Of the P2P call. `told`: whether Graph reports it. */
  callerHangsUp(told: boolean): void;
  /** Sends the signal of the notifications, with these arguments. */
  signal(...args: unknown[]): void;
}

/** What somebody does in the middle of a call, once. */
export interface Intervention {
  when(now: CallNow): boolean;
  act(now: CallNow): void;
  /** Also before its first task, in which a run answers no query yet. */
  atStart?: true;
}

/** Carries them out one after the other, each at the first moment at which it may be. */
export function stepIn(interventions: readonly Intervention[]): { watch(call: CallUnderWay): void; left(): number } {
  const waiting = [...interventions];
  return {
    watch(call) {
      const now = nowOf(call);
      const hasBegun = snapshotOf(call.run) !== undefined;
      for (let next = waiting[0]; next && (hasBegun || next.atStart) && next.when(now); next = waiting[0]) {
        waiting.shift();
        next.act(now);
      }
    },
    left: () => waiting.length,
  };
}

function nowOf({ teams, asked, script, temporal, p2p, run }: CallUnderWay): CallNow {
  const { workflowId, runId } = run;
  return {
    p2pCallId: p2p.id,
    runId,
    snapshot() {
      const snapshot = snapshotOf(run);
      if (!snapshot) throw new Error('The query answers nothing');
      return snapshot;
    },
    details: () => run.details(),
    count: (kind) => asked.received.filter((request) => request.kind === kind).length,
    alive: (kind) => teams.legs().flatMap((leg) => (leg.kind === kind && isAlive(leg) ? [leg.id] : [])),
    rings: () => teams.operations().some(({ status }) => status === 'running'),
    script,
    cancel: () => void temporal.cancel(workflowId),
    callerHangsUp: (told) => void teams.hangUp(p2p.id, { told }),
    signal: (...args) => void temporal.signal(workflowId, CALL_NOTIFICATIONS, args),
  };
}
