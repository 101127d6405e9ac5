import type { VirtualClock } from './virtual-clock.ts';

const inRealTime = AbortSignal.timeout;
/** Made once: each has a stack trace, and every request comes to its limit, also when it was answered long ago. */
const OUT_OF_TIME = new DOMException('The operation was aborted due to timeout', 'TimeoutError');

/** `AbortSignal.timeout` in virtual time, from here on: the limits of our requests. */
export function setSignals(clock: VirtualClock): void {
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    clock.after(ms, 'request limit', () => controller.abort(OUT_OF_TIME));
    return controller.signal;
  };
}

/** Back to real time. */
export function resetSignals(): void {
  AbortSignal.timeout = inRealTime;
}
