import { isRetryableError, makeGrpcRetryInterceptor } from '@temporalio/client';

type Interceptor = ReturnType<typeof makeGrpcRetryInterceptor>;

/** gRPC: Temporal limits our rate; asked at the same pace, it would go on doing so. */
const RESOURCE_EXHAUSTED = 8;
/** In ms, between two tries while Temporal is away, and at first where it limits our rate. */
const PAUSE_MS = 150;
/** In ms: in the 8 s of an incoming call a limit that has passed is still noticed. */
const LONGEST_PAUSE_MS = 1_500;

/**
 * Retries a request until its deadline, for the SDK's own back-off would overshoot it, or go on for 20 s (temporal-craft §2.2):
 * evenly where Temporal is away, at growing distances where it limits our rate, and not in step with other webhooks. A pause
 * that would outlast the deadline is not begun: whoever waits has Temporal's own answer, and has it in time.
 */
export const retryInTime: Interceptor = (options, nextCall) => {
  let limited = 0;
  let pause = 0;
  return makeGrpcRetryInterceptor({
    retryableDecider(_attempt, status) {
      limited = status.code === RESOURCE_EXHAUSTED ? limited + 1 : 0;
      pause = limited === 0 ? PAUSE_MS : pauseWhereLimited(limited, Math.random());
      return isRetryableError(status) && Date.now() + pause < Number(options.deadline ?? Infinity);
    },
    delayFunction: () => pause,
  })(options, nextCall);
};

/**
 * @param times in a row that Temporal has limited us
 * @param chance from 0 to 1
 * @returns ms, a quarter more or less than 300, 600, 1,200, 1,500, 1,500 …
 */
export function pauseWhereLimited(times: number, chance: number): number {
  return Math.min(PAUSE_MS * 2 ** times, LONGEST_PAUSE_MS) * (0.75 + chance / 2);
}
