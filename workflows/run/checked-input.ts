import { ActivityFailure, ApplicationFailure, CancellationScope } from '@temporalio/workflow';

/**
 * The input as the check has completed it; a cancellation that comes meanwhile is weighed later.
 * @param refused writes the refusal down, and returns what the failure carries as `details[0]`
 * @throws {ApplicationFailure} `InvalidInput`
 */
export async function checkedInput<T>(check: () => Promise<T>, refused: (failureType: string) => object): Promise<T> {
  try {
    return await CancellationScope.nonCancellable(check);
  } catch (error) {
    // A local activity's failure comes as it was thrown, that of any other wrapped.
    const refusal = error instanceof ActivityFailure ? error.cause : error;
    if (!(refusal instanceof ApplicationFailure)) throw error;
    const type = refusal.type ?? 'InvalidInput';
    throw ApplicationFailure.create({ message: refusal.message, type, nonRetryable: true, details: [refused(type)] });
  }
}
