import type { Mutation } from './mutation.ts';

const operator = 'test/ui/operator.slow.test.ts';
const finder = 'test/ui/find-chromium.test.ts';
const verdict = 'test/demo/verdict.test.ts';
const demo = 'test/demo/demo.slow.test.ts';

/** What operators see in the Temporal UI, and what the demo shows. */
export const UI = [
  {
    guards: 'UI, why a run failed',
    does: 'says that it failed, but not why',
    file: 'workflows/escalate-call/story.ts',
    from: 'escalationDetails(snapshot(escalation()), escalation().state.reason)',
    to: 'escalationDetails(snapshot(escalation()))',
    foundBy: operator,
  },
  {
    guards: "UI, Graph's codes can be read and searched for",
    does: 'lets the UI make fractions of them',
    file: 'workflows/run/timeline-page.ts',
    from: "return text.replaceAll(/\\b\\d+\\/\\d+\\b/g, '`$&`');",
    to: 'return text;',
    foundBy: operator,
  },
  {
    guards: 'UI, what a running escalation waits for',
    does: 'does not tell',
    file: 'workflows/escalate-call/snapshot.ts',
    from: 'allWaits([...run.live.pendingWaits].flatMap(({ shown }) => shown ?? []))',
    to: 'allWaits([])',
    foundBy: operator,
  },
  {
    guards: 'UI, list filters',
    does: 'writes no reason to the search attributes',
    file: 'workflows/escalate-call/search-attributes.ts',
    from: '  if (reason !== undefined) attributes.push({ key: ESCALATION_REASON, value: reason });\n',
    to: '',
    foundBy: operator,
  },
  {
    guards: 'UI, steps by name',
    does: 'gives the invite no summary',
    file: 'workflows/run/activity-options.ts',
    from: '    summary,\n    cancellationType',
    to: '    cancellationType',
    foundBy: operator,
  },
  {
    guards: 'UI, the tests in a browser',
    does: 'skips them in CI, too',
    file: 'test/ui/find-chromium.ts',
    from: 'if (env.CI || env.CHROMIUM_PATH)',
    to: 'if (env.CHROMIUM_PATH)',
    foundBy: finder,
  },
  {
    guards: 'Demo, verdict on a fault',
    does: 'takes any ending for the expected one',
    file: 'test/demo/verdict.ts',
    from: '.filter(({ name }) => name !== expected.ending)',
    to: '.filter(() => false)',
    foundBy: verdict,
  },
  {
    guards: 'Demo, verdict on the P2P call',
    does: 'believes that it was kept',
    file: 'test/demo/verdict.ts',
    from: '!alive && kept(id)',
    to: '!alive && kept(id) && false',
    foundBy: verdict,
  },
  {
    guards: 'Demo, --keep',
    does: 'ends like any other',
    file: 'test/demo/main.ts',
    from: '    if (keep) await interruption();\n',
    to: '    void interruption;\n',
    foundBy: demo,
  },
  {
    guards: 'Demo, --calls',
    does: 'lets one user call',
    file: 'test/demo/meetings-of-their-own.ts',
    from: 'Array.from({ length: calls }, ',
    to: 'Array.from({ length: Math.min(calls, 1) }, ',
    foundBy: demo,
  },
] satisfies Mutation[];
