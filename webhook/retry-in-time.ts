import { isRetryableError, makeGrpcRetryInterceptor } from '@temporalio/client';

type Interceptor = ReturnType<typeof makeGrpcRetryInterceptor>;

/** gRPC: Temporal limits our rate, and would continue to if we retried at the same pace. */
const RESOURCE_EXHAUSTED = 8;
/** Between two tries while Temporal is unavailable; the first pause when it limits our rate is twice that. */
const PAUSE_MS = 150;
/** Short enough to try again after a limit has passed, within the 8 s of an incoming call. */
const MAX_PAUSE_MS = 1_500;

/**
 * Retries a request until its deadline, which the SDK's own back-off would overshoot, or go on for 20 s (webhook/README.md, When Temporal is away):
 * at even intervals while Temporal is unavailable, at growing ones while it limits our rate, with jitter so that webhooks do not
 * retry in step. A pause that would outlast the deadline is not begun: the caller gets Temporal's own error, and gets it in time.
 */
export const retryInTime: Interceptor = (options, nextCall) => {
  let limited = 0;
  let pause = 0;
  return makeGrpcRetryInterceptor({
    retryableDecider(_attempt, status) {
      limited = status.code === RESOURCE_EXHAUSTED ? limited + 1 : 0;
      pause = limited === 0 ? PAUSE_MS : rateLimitPause(limited, Math.random());
      return isRetryableError(status) && Date.now() + pause < Number(options.deadline ?? Infinity);
    },
    delayFunction: () => pause,
  })(options, nextCall);
};

/**
 * @param times how often in a row Temporal has limited us
 * @param chance from 0 to 1
 * @returns ms, give or take a quarter of 300, 600, 1,200, 1,500, 1,500 …
 */
export function rateLimitPause(times: number, chance: number): number {
  return Math.min(PAUSE_MS * 2 ** times, MAX_PAUSE_MS) * (0.75 + chance / 2);
}
