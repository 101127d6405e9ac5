import { addToTimeline } from '../run/timeline.ts';
import { legOf } from './leg.ts';
import type { Stay, StayState } from './stay.ts';
import { enterStatus } from './status.ts';

const WORDS = {
  asked: 'Asked to leave',
  alone: 'Leaving: nobody but applications is in the call',
  stayedAtMost: 'Leaving: stayed as long as the policy allows',
} satisfies Record<NonNullable<StayState['leaving']>, string>;

/** Decides to leave; the first reason counts. A call that has ended needs no leaving. */
export function leave(stay: Stay, why: NonNullable<StayState['leaving']>): void {
  const { state, run } = stay;
  if (state.leaving !== undefined || legOf(stay).end) return;
  state.leaving = why;
  addToTimeline(run, { what: WORDS[why], leg: 'multiparty' });
  enterStatus(stay, 'leaving');
  run.live.wake();
}

/** Nobody is invited or removed any more. */
export function isEnding(stay: Stay): boolean {
  return stay.state.leaving !== undefined || legOf(stay).end !== undefined;
}
