import { isRetryableError, makeGrpcRetryInterceptor } from '@temporalio/client';

/** gRPC: Temporal limits our rate; asked at the same pace, it would go on doing so. */
const RESOURCE_EXHAUSTED = 8;

/** In ms. */
const PAUSE = 150;
const LONGEST_PAUSE = 2_000;

/**
 * Retries until the request's deadline, and never sleeps beyond it: the SDK's own back-off would (temporal-craft §2.2). Evenly where
 * Temporal is away, so that it is found soon after it is back; at growing distances where it limits our rate. Where the next try
 * would come too late, what Temporal said last is the outcome.
 */
export const retryInTime: ReturnType<typeof makeGrpcRetryInterceptor> = (options, nextCall) => {
  const deadline = Number(options.deadline ?? Infinity);
  let pause = PAUSE;
  const retry = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => {
      pause = status.code === RESOURCE_EXHAUSTED ? growingPause(attempt) : PAUSE;
      return isRetryableError(status) && Date.now() + pause < deadline;
    },
    delayFunction: () => pause,
  });
  return retry(options, nextCall);
};

/** A quarter more or less, so that webhooks that were refused together do not come again together. @param attempt from 1 on */
function growingPause(attempt: number): number {
  return Math.min(LONGEST_PAUSE, PAUSE * 2 ** attempt) * (0.75 + Math.random() / 2);
}
