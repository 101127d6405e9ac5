import type { VirtualClock } from './virtual-clock.ts';

const inRealTime = AbortSignal.timeout;

/** `AbortSignal.timeout` in virtual time, from here on: the limits of our requests. */
export function setSignals(clock: VirtualClock): void {
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    clock.after(ms, 'request limit', () => controller.abort());
    return controller.signal;
  };
}

/** Back to real time. */
export function resetSignals(): void {
  AbortSignal.timeout = inRealTime;
}
