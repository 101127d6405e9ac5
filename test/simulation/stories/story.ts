import type { EscalationResult, EscalationSnapshot } from '../../../workflows/contract/result.ts';
import type { RequestKind } from '../../graph-simulator/faults/kinds.ts';
import type { Scenario } from '../scenario.ts';
import type { Script } from './script.ts';

/** One call, told in full: what happens to it, how it must end, and what must be asked of Graph, and when. */
export type Story = Expected & ({ scenario: Partial<Scenario> } | { script: Script });

interface Expected {
  /** The name of its test. */
  it: string;
  ends: End;
  /** Of each kind that is named every request, no more and no fewer, by the span in which it must reach Graph. */
  sends?: Partial<Record<RequestKind, Span[]>>;
}

/** In ms after the call began to ring. */
export type Span = readonly [from: number, to: number];

interface End {
  result?: Partial<EscalationResult>;
  /** The type of a failure, or `cancelled`. */
  failure?: string;
  /** What the query answers after the end. */
  snapshot?: Partial<EscalationSnapshot>;
  /** Whether the P2P call lives after the end, and all tidying up. */
  p2pLives?: boolean;
  /** Whether `leftBehind` names it. */
  p2pNamed?: boolean;
  closes?: Span;
}

/** What has become of a story; goes from the process that played it to the test, as JSON. */
export interface Played {
  result?: EscalationResult;
  failure?: string;
  snapshot?: EscalationSnapshot;
  p2pLives?: boolean;
  p2pNamed?: boolean;
  closedAt?: number;
  requests: { kind: RequestKind; at: number }[];
}
