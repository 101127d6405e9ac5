import { ApplicationFailure } from '@temporalio/common';

export type ComparisonActivities = ReturnType<typeof createComparisonActivities>;

/**
 * @param pause lets ms pass, real or virtual ones
 * @param info of the activity that begins
 */
export function createComparisonActivities(
  pause: (ms: number) => Promise<void>,
  info: () => { attempt: number; scheduledTimestampMs: number },
) {
  let attempts = 0;
  return {
    echo: async (value: unknown): Promise<unknown> => value,
    async fail(type: string, nonRetryable: boolean, nextRetryDelay?: number): Promise<never> {
      throw ApplicationFailure.create({
        type,
        message: 'words',
        nonRetryable,
        details: [{ a: 1 }, 'b'],
        ...(nextRetryDelay !== undefined && { nextRetryDelay }),
      });
    },
    async throwError(): Promise<never> {
      throw new TypeError('words');
    },
    async succeedAt(attempt: number, value: string): Promise<string> {
      attempts += 1;
      if (attempts < attempt) throw new Error(`attempt ${attempts}`);
      return `${value} at ${attempts}`;
    },
    /** How often it was tried, and whether each waited its pace. */
    async triedAtPace(attempts: number, pace: number): Promise<string> {
      const { attempt, scheduledTimestampMs } = info();
      if (attempt < attempts) throw ApplicationFailure.create({ type: 'Still', message: 'words', nextRetryDelay: pace });
      const waited = Date.now() - scheduledTimestampMs;
      return `attempt ${attempt}, not before its time: ${waited >= (attempts - 1) * pace}`;
    },
    wait: async (ms: number): Promise<void> => pause(ms),
    hang: async (): Promise<void> => pause(2_000),
  };
}
