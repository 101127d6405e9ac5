import type { Resolved, StayPolicy } from '../../../workflows/contract/policy.ts';
import type { StaySnapshot } from '../../../workflows/contract/stay.ts';
import type { Leg } from '../../graph-simulator/model/leg.ts';
import type { Presence } from '../../invariants/staying/ended-stay.ts';
import type { VirtualSystem } from '../virtual-system.ts';
import type { VirtualRun, VirtualUpdate } from '../virtual-temporal.ts';
import type { Happening, StayScript } from './stay-script.ts';

/** What is left to look at after one stay. */
export interface SimulatedStay extends Pick<VirtualSystem, 'teams' | 'asked' | 'told'> {
  script: StayScript;
  policy: Resolved<StayPolicy>;
  /** The leg that was stayed in; undefined: the escalation handed none over. */
  leg: Leg | undefined;
  /** All runs, oldest first. */
  runs: VirtualRun[];
  presences: Presence[];
  snapshots: { at: number; snapshot: StaySnapshot }[];
  updates: SentVirtually[];
  /** When each workflow task was done, of all runs. */
  tasks: number[];
  cancelledAt?: number;
  /** When the stay began, and the end of the record. */
  since: number;
  until: number;
  story: string[];
}

export interface SentVirtually {
  sent: Extract<Happening, { update: unknown }>;
  at: number;
  /** Undefined: no stay was open. */
  update: VirtualUpdate | undefined;
  settledAt?: number;
}
