/** What must never reach a log. Nothing but ids is logged on purpose; this guards against a slip. */
const SECRET_FIELDS = [
  'accessToken',
  'authorization',
  'callbackUri',
  'clientSecret',
  'displayName',
  'headers',
  'passcode',
  'replacementLink',
  'token',
  'url',
];

/** The secret fields at the top of a log entry and two levels below, as pino's `redact` takes them: the same for worker and webhook. */
export const REDACTED_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
