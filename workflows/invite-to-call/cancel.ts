import type { Invitation } from './invitation.ts';

/** Nobody more is invited; nothing can undo what rings, so its end is awaited. */
export function requestCancellation({ state, run }: Invitation): void {
  state.cancelRequested = true;
  run.live.wake();
}
