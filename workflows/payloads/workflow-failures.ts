import { DefaultFailureConverter, type FailureConverter } from '@temporalio/common';

/** A worker with keys puts `globalThis.encodeFailures = true` before the bundle (worker/bundle/with-flags.ts). */
export const ENCODE_FAILURES = 'encodeFailures';

const encoded = new DefaultFailureConverter({ encodeCommonAttributes: true });
const inClear = new DefaultFailureConverter();

/**
 * Part of the workflow bundle: one bundle serves workers with keys and without. A run's failure is converted inside the sandbox,
 * where the codec sees only what is a payload.
 */
export const failureConverter: FailureConverter = {
  errorToFailure: (...given) => (ENCODE_FAILURES in globalThis ? encoded : inClear).errorToFailure(...given),
  failureToError: (...given) => inClear.failureToError(...given),
};
