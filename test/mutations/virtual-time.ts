import type { Mutation } from './mutation.ts';

const apis = 'test/simulation/comparison/apis.system.test.ts';

/** What plays calls in virtual time, and what virtual time lets a test see. */
export const VIRTUAL_TIME = [
  {
    guards: 'Fake Temporal SDK, local activities',
    does: 'wraps the failure of a local activity',
    file: 'test/simulation/virtual-activities.ts',
    from: 'error: local ? cause : wrapped(cause)',
    to: 'error: wrapped(cause)',
    foundBy: apis,
  },
  {
    guards: 'Fake Temporal SDK, cancellation',
    does: 'takes back what is under way, too',
    file: 'test/simulation/virtual-activities.ts',
    from: 'if (!underWay) fail(',
    to: 'fail(',
    foundBy: apis,
  },
  {
    guards: 'Virtual time, of one play',
    does: 'leaves its signals to the tests after it',
    file: 'test/simulation/in-virtual-time.ts',
    from: '    resetSignals();\n',
    to: '',
    foundBy: 'test/simulation/in-virtual-time.test.ts',
  },
  {
    guards: 'Fake Temporal SDK, durations in words',
    does: 'takes seconds for milliseconds',
    file: 'test/simulation/fake-temporal/workflow.ts',
    from: 'Number.parseFloat(ms) * 1000',
    to: 'Number.parseFloat(ms)',
    foundBy: apis,
  },
  {
    guards: 'Fake Temporal SDK, every API is compared',
    does: 'leaves out one that workflow code uses',
    file: 'test/simulation/comparison/workflows/index.ts',
    from: "  log.warn('written by `warn`');\n",
    to: '',
    foundBy: apis,
  },
  {
    guards: 'Rows, decided at once',
    does: 'sees at the next probe only that a wait is over',
    file: 'workflows/run/wait.ts',
    from: 'for (const wait of before) wait.advance();',
    to: 'if ((live.timers.size ?? 0) === 0) for (const wait of before) wait.advance();',
    foundBy: 'test/workflows/rows/replacement.virtual.test.ts',
  },
  {
    guards: 'Rows, a token that was refused',
    does: 'keeps a token that Graph has refused',
    file: 'test/simulation/virtual-tokens.ts',
    from: 'if (kept.has(tenantId) && !fresh)',
    to: 'if (kept.has(tenantId))',
    foundBy: 'test/workflows/rows/failures.virtual.test.ts',
  },
  {
    guards: 'Happy path, the details page',
    does: 'renders it whenever something has changed',
    file: 'workflows/run/new-run.ts',
    from: 'if (!advanceWaits(run) && live.pendingWaits.size > 0) renderDetails(run);',
    to: 'advanceWaits(run);\n    renderDetails(run);',
    foundBy: 'test/simulation/happy-path-cost.virtual.test.ts',
  },
  {
    guards: 'Carried over, a hang-up under way',
    does: 'forgets it',
    file: 'workflows/run/new-run.ts',
    from: '  resumeHangUps(run);\n',
    to: '  void resumeHangUps;\n',
    foundBy: 'test/workflows/run/carry-over.virtual.test.ts',
  },
  {
    guards: 'Carried over, the order of what is received and sent',
    does: 'begins to count anew',
    file: 'workflows/run/new-run.ts',
    from: 'const run: Run = { state, live, story };',
    to: 'state.seq = 0;\n  const run: Run = { state, live, story };',
    foundBy: 'test/workflows/run/carry-over.virtual.test.ts',
  },
] satisfies Mutation[];
