import type { Breakage } from './breakage.ts';

const operatorApi = 'test/worker/operator-api.test.ts';
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
] satisfies Breakage[];
