import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import { FAST_TIMINGS, type Timings } from '../graph-simulator/model/settings.ts';
import { TEST_POLICY } from '../support/test-policy.ts';
import type { Intervention } from './rows/intervention.ts';
import { type PlayedVirtually, playVirtually } from './rows/play-virtually.ts';

/** One call that was played to its end. */
export interface PlayedCall extends PlayedVirtually {
  /** @throws what the run failed with */
  result(): EscalationResult;
  /** How many requests of a kind arrived, answered or not. */
  count(kind: RequestKind): number;
}

export interface PlayOptions {
  /** Over `TEST_POLICY`. */
  policy?: Partial<EscalationPolicy>;
  /** Over the fast ones. */
  timings?: Partial<Timings>;
  /** ms after the call at which somebody cancels the escalation. */
  cancelAt?: number;
  /** What somebody does meanwhile, in this order. */
  meanwhile?: Intervention[];
}

/** As `runCall` on a real server, but in virtual time. */
export async function playCall(faults: FaultInput[] = [], { policy, timings, ...more }: PlayOptions = {}): Promise<PlayedCall> {
  const script = { faults, policy: { ...TEST_POLICY, ...policy } };
  const played = await playVirtually(script, { timings: { ...FAST_TIMINGS, ...timings }, ...more });
  return {
    ...played,
    result() {
      if ('failure' in played.ending) throw played.ending.failure;
      return played.ending.result;
    },
    count: (kind) => played.requests(kind).length,
  };
}
