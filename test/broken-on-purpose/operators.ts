import type { Breakage } from './breakage.ts';

const CLOSED = 'test/worker/closed-operator-api.test.ts';
const LIMITED = 'test/webhook/rate-limited.test.ts';

/** What operators meet: closed APIs, rate limits, rolling restarts, keys in lists, and what a log must name. */
export const OPERATORS: Breakage[] = [
  {
    guards: 'Operators, a closed operator API',
    does: 'does not start the worker',
    file: 'worker/search-attributes.ts',
    from: 'if (error instanceof Error && isNotForUs(error)) return { refusal: error };',
    to: '',
    foundBy: CLOSED,
  },
  {
    guards: 'Operators, an operator API that Temporal does not have',
    does: 'is taken for a fault',
    file: 'worker/search-attributes.ts',
    from: '[7, 12, 16]',
    to: '[7, 16]',
    foundBy: CLOSED,
  },
  {
    guards: 'Operators, search attributes known to be missing',
    does: 'starts the worker without them',
    file: 'worker/search-attributes.ts',
    from: 'if (Date.now() >= until) throw notRegistered(absent, namespace, refusal);',
    to: 'if (Date.now() >= until) return;',
    foundBy: CLOSED,
  },
  {
    guards: 'Operators, a closed operator API, to the doctor',
    does: 'names no command',
    file: 'worker/doctor/checks/search-attributes.ts',
    from: '  if (isNotForUs(absent.failed)) {',
    to: "  if (absent.failed.message === '') {",
    foundBy: CLOSED,
  },
  {
    guards: 'Operators, a rate limit',
    does: 'asks on at the same pace',
    file: 'webhook/retry-in-time.ts',
    from: 'pause = limited === 0 ? PAUSE_MS : pauseWhereLimited(limited, Math.random());',
    to: 'pause = PAUSE_MS;',
    foundBy: LIMITED,
  },
  {
    guards: 'Operators, a rate limit near the deadline',
    does: 'sleeps past it',
    file: 'webhook/retry-in-time.ts',
    from: ' && Date.now() + pause < Number(options.deadline ?? Infinity)',
    to: '',
    foundBy: LIMITED,
  },
  {
    guards: 'Operators, a long rate limit',
    does: 'doubles the pauses without end',
    file: 'webhook/retry-in-time.ts',
    from: 'Math.min(PAUSE_MS * 2 ** times, LONGEST_PAUSE_MS)',
    to: 'PAUSE_MS * 2 ** times',
    foundBy: LIMITED,
  },
  {
    guards: 'Operators, the chain id in the log',
    does: 'leaves it out',
    file: 'webhook/app.ts',
    from: '  withChainId(request);',
    to: '',
    foundBy: 'test/webhook/app.test.ts',
  },
  {
    guards: 'Operators, a webhook that is told to end',
    does: 'closes before any balancer knows',
    file: 'webhook/main.ts',
    from: '    closing.abort();\n    if (!err) await sleep(UNREADY_FOR);\n',
    to: '',
    foundBy: 'test/webhook/main.test.ts',
  },
  {
    guards: 'Operators, a comma after the last signing key',
    does: 'makes an empty key',
    file: 'workflows/contract/signing-keys-schema.ts',
    from: "      .filter((key) => key !== ''),",
    to: '',
    foundBy: 'test/worker/settings.test.ts',
  },
  {
    guards: "Operators, Temporal's clock",
    does: 'leaves the workflow that told it',
    file: 'worker/doctor/checks/clock.ts',
    from: "      await handle.terminate('It has told the time');\n",
    to: '',
    foundBy: 'test/worker/doctor/examine.test.ts',
  },
  {
    guards: 'Operators, a clock that is off by seconds',
    does: 'minds minutes only',
    file: 'worker/doctor/checks/clock.ts',
    from: 'const MOST = 2_000;',
    to: 'const MOST = 60_000;',
    foundBy: 'test/worker/doctor/examine.test.ts',
  },
];
