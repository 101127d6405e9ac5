import type { Mutation } from './mutation.ts';

/** Join links as people copy them, late legs that do not end, and a timeline that was capped. */
export const LINKS_AND_LATE_LEGS: Mutation[] = [
  {
    guards: 'Join links, look-alikes of teams.microsoft.com',
    does: 'takes any host that ends so',
    file: 'workflows/contract/unwrap-join-link.ts',
    from: '(^teams\\.microsoft\\.com|',
    to: '(teams\\.microsoft\\.com|',
    foundBy: 'test/workflows/contract/join-link.test.ts',
  },
  {
    guards: 'Join links, the plus of a passcode',
    does: 'reads it as a blank',
    file: 'workflows/contract/unwrap-join-link.ts',
    from: ".replaceAll('+', '%2B')",
    to: '',
    foundBy: 'test/workflows/contract/join-link.test.ts',
  },
  {
    guards: 'Rule 7, a late leg that cannot be read',
    does: 'fails, and hangs up no more',
    file: 'workflows/hang-up-late-leg/workflow.ts',
    from: '    if (!isRefusal(error)) throw error;\n    log.warn',
    to: '    throw error;\n    log.warn',
    foundBy: 'test/workflows/hang-up-late-leg/refusals.virtual.test.ts',
  },
  {
    guards: 'Rule 7, a late leg that does not end',
    does: 'completes as if it had',
    file: 'workflows/hang-up-late-leg/workflow.ts',
    from: '  throw leftAlive(leg, `${HANG_UPS} hang-ups',
    to: "  if (leg) return 'ended';\n  throw leftAlive(leg, `${HANG_UPS} hang-ups",
    foundBy: 'test/workflows/hang-up-late-leg/refusals.virtual.test.ts',
  },
  {
    guards: 'Rule 7, a late leg whose hang-up is refused',
    does: 'goes on without a word',
    file: 'workflows/hang-up-late-leg/workflow.ts',
    from: '    throw leftAlive(leg, `the hang-up failed',
    to: '    if (leg) return false;\n    throw leftAlive(leg, `the hang-up failed',
    foundBy: 'test/workflows/hang-up-late-leg/refusals.virtual.test.ts',
  },
  {
    guards: 'Rule 7, a late leg, its search attributes',
    does: 'leaves out the tenant',
    file: 'workflows/hang-up-late-leg/workflow.ts',
    from: '    { key: CALL_TENANT_ID, value: leg.tenantId },\n',
    to: '',
    foundBy: 'test/workflows/hang-up-late-leg/refusals.virtual.test.ts',
  },
  {
    guards: 'The watch, a timeline that was capped',
    does: 'finds what is new by its index',
    file: 'workflows/client/watch.ts',
    from: 'if (changed === -1) return',
    to: 'return',
    foundBy: 'test/workflows/client/watch.test.ts',
  },
];
