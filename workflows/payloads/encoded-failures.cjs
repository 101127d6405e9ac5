const { DefaultFailureConverter } = require('@temporalio/common');

/** Message and stack trace of a failure become a payload, which the codec encrypts; the failure itself says `Encoded failure`. */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
