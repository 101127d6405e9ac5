import type { Breakage } from './breakage.ts';

const operatorApi = 'test/worker/operator-api.test.ts';
const unready = 'test/webhook/unready.test.ts';
const rateLimit = 'test/webhook/rate-limit.test.ts';

/** What operators meet: closed APIs, rate limits, restarts, settings, clocks. */
export const OPERATORS = [
  {
    guards: 'Operators, a closed operator API',
    does: 'keeps the worker from starting',
    file: 'worker/search-attributes.ts',
    from: 'if (error instanceof Error && isNotForUs(error)) return { refusal: error };',
    to: '',
    foundBy: operatorApi,
  },
  {
    guards: 'Operators, a closed operator API',
    does: 'takes UNAUTHENTICATED for something else',
    file: 'worker/search-attributes.ts',
    from: 'const NOT_FOR_US = [7, 12, 16];',
    to: 'const NOT_FOR_US = [7, 12];',
    foundBy: operatorApi,
  },
  {
    guards: 'Operators, search attributes that are known to be missing',
    does: 'starts where adding them is refused',
    file: 'worker/search-attributes.ts',
    from: 'if (Date.now() >= until) throw notRegistered(absent, namespace, refusal);',
    to: 'if (refusal) return;\n    if (Date.now() >= until) throw notRegistered(absent, namespace, refusal);',
    foundBy: operatorApi,
  },
  {
    guards: 'Operators, doctor on a closed operator API',
    does: 'does not name the command',
    file: 'worker/doctor/checks/search-attributes.ts',
    from: 'if (isNotForUs(absent.failed)) {',
    to: 'if (absent.failed.message.length < 10) {',
    foundBy: operatorApi,
  },
  {
    guards: 'Operators, a rate limit',
    does: 'asks at the same pace as where Temporal is away',
    file: 'webhook/retry-in-time.ts',
    from: 'status.code === RESOURCE_EXHAUSTED ? growingPause(attempt) : PAUSE',
    to: 'status.code === RESOURCE_EXHAUSTED ? PAUSE : PAUSE + attempt * 0',
    foundBy: rateLimit,
  },
  {
    guards: 'Operators, a rate limit',
    does: 'sleeps beyond the time that the webhook has',
    file: 'webhook/retry-in-time.ts',
    from: ' && Date.now() + pause < deadline',
    to: '',
    foundBy: rateLimit,
  },
  {
    guards: 'Operators, a rate limit',
    does: 'lets the distances grow without end',
    file: 'webhook/retry-in-time.ts',
    from: 'Math.min(LONGEST_PAUSE, PAUSE * 2 ** attempt)',
    to: 'PAUSE * 2 ** attempt + LONGEST_PAUSE * 0',
    foundBy: rateLimit,
  },
  {
    guards: 'Operators, a rate limit',
    does: 'keeps all webhooks in step',
    file: 'webhook/retry-in-time.ts',
    from: '(0.75 + Math.random() / 2)',
    to: '1',
    foundBy: rateLimit,
  },
  {
    guards: 'Operators, a webhook that is about to close',
    does: 'stays ready',
    file: 'webhook/close-webhook.ts',
    from: '  unready.abort();\n',
    to: '',
    foundBy: unready,
  },
  {
    guards: 'Operators, a webhook that is about to close',
    does: 'closes at once',
    file: 'webhook/close-webhook.ts',
    from: '  await pause();\n',
    to: '',
    foundBy: unready,
  },
  {
    guards: 'Operators, a webhook that is about to close',
    does: 'asks Temporal alone whether it is ready',
    file: 'webhook/health.ts',
    from: 'if (closing?.aborted)',
    to: 'if (closing === undefined)',
    foundBy: unready,
  },
  {
    guards: 'Operators, a webhook that is about to close',
    does: 'does not pause when it is told to end',
    file: 'webhook/main.ts',
    from: 'err ? 0 : UNREADY_FOR_MS',
    to: 'err ? UNREADY_FOR_MS : 0',
    foundBy: 'test/webhook/main.test.ts',
  },
] satisfies Breakage[];
