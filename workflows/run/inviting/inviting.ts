import type { Leg } from '../../call/leg.ts';
import type { InvitePolicy, Resolved } from '../../contract/policy.ts';

/** Into which call people are invited, and how. */
export interface Inviting {
  readonly policy: Resolved<InvitePolicy>;
  /** The bot's leg of the call, as it is now. */
  leg(): Leg;
  /** Names the n-th invite of the workflow, counted over all its runs. */
  contextOf(n: number): string;
  /** Nobody more is invited: the run was cancelled, or leaves. Those whom Teams is ringing are awaited. */
  isStopped(): boolean;
}
