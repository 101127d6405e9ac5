import type { Mutation } from './mutation.ts';

const webhook = 'test/workflows/webhook-killed.crash.test.ts';
const temporal = 'test/workflows/temporal-killed.crash.test.ts';
const worker = 'test/workflows/worker-killed-in-between.crash.test.ts';
const hangsUp = 'test/workflows/caller-hangs-up.system.test.ts';
const hangingUp = 'test/workflows/hanging-up.virtual.test.ts';
const p2pFails = 'test/workflows/p2p-leg-fails.virtual.test.ts';
const table = 'test/coverage-matrix/table.slow.test.ts';

/** Every part at every step. */
export const EVERY_STEP = [
  {
    guards: 'Webhook dead, the roster is asked for',
    does: 'asks for the legs only',
    file: 'workflows/run/probe.ts',
    from: 'roster: leg.run === state.identity.run',
    to: 'roster: false',
    foundBy: webhook,
  },
  {
    guards: 'Webhook dead, another service starts the escalation',
    does: 'joins where nothing runs',
    file: 'workflows/client/escalation-client.ts',
    from: 'return await handleFor(options.workflowId, started.firstExecutionRunId, false);',
    to: 'return await handleFor(options.workflowId, started.firstExecutionRunId, true);',
    foundBy: webhook,
  },
  {
    guards: 'Temporal dead, Graph is told to retry',
    does: 'says that it has taken what it could not store',
    file: 'webhook/temporal.ts',
    from: 'throw new TemporalUnavailable(error);',
    to: "void TemporalUnavailable;\n    return 'refused';",
    foundBy: temporal,
  },
  {
    guards: 'Worker dead, create and invite are processed at most once',
    does: 'sends again what the dead worker has sent',
    file: 'workflows/run/activity-options.ts',
    from: '{ maximumAttempts: 1 }',
    to: "{ maximumAttempts: 2, nonRetryableErrorTypes: ['OutcomeUnknown', 'WorkerShutdown'] }",
    foundBy: 'test/workflows/worker-killed.crash.test.ts',
  },
  {
    guards: 'Worker dead, a late leg waits for the next one',
    does: 'asks once only, within a second',
    file: 'workflows/hang-up-late-leg/workflow.ts',
    from: "scheduleToCloseTimeout: '45 minutes'",
    to: "scheduleToCloseTimeout: '1 millisecond'",
    foundBy: worker,
  },
  {
    guards: 'Caller hangs up while we tidy up',
    does: 'says that the P2P call is kept',
    file: 'workflows/escalate-call/complete.ts',
    from: "return p2pLegOf(escalation).end ? 'ended' : 'kept';",
    to: "return p2pLegOf(escalation).end && escalation.state.status === 'answering' ? 'ended' : 'kept';",
    foundBy: 'test/workflows/caller-hangs-up.virtual.test.ts',
  },
  {
    guards: 'Caller hangs up the kept P2P call, after the end',
    does: 'takes its end for a late leg',
    file: 'webhook/signal-events.ts',
    from: 'await hangUpLateLegs(deps, context, batch.events);',
    to: "for (const { callId } of batch.events)\n      await deps.temporal.hangUpLateLeg({ callId, tenantId: context.route?.leg.tenantId ?? '' }, context.remainingMs());",
    foundBy: hangsUp,
  },
  {
    guards: 'Leaving, a hang-up without effect',
    does: 'hangs up once only',
    file: 'workflows/run/hang-up.ts',
    from: 'const HANG_UPS = 2;',
    to: 'const HANG_UPS = 1;',
    foundBy: hangingUp,
  },
  {
    guards: 'Leaving, what cannot be hung up is named',
    does: 'names nothing',
    file: 'workflows/escalate-call/left-behind.ts',
    from: "fateOf(run, leg) === 'hangUpFailed'",
    to: "fateOf(run, leg) === 'hangUpFailed' && leg.kind === 'p2p'",
    foundBy: hangingUp,
  },
  {
    guards: 'P2P call fails by itself',
    does: 'takes it for a hang-up by the caller',
    file: 'workflows/call/p2p-end.ts',
    from: "return isSuccess(code) ? 'callerHungUp' : 'p2pCallFailed';",
    to: "return 'callerHungUp';",
    foundBy: p2pFails,
  },
  {
    guards: 'Table of steps, a test that is renamed',
    does: 'renames one',
    file: 'test/workflows/lost-notifications.virtual.test.ts',
    from: "'each %s is lost: escalated all the same'",
    to: "'each %s is lost: escalated nonetheless'",
    foundBy: table,
  },
  {
    guards: 'Table of steps, a test that is skipped',
    does: 'skips a group',
    file: 'test/workflows/p2p-leg-fails.virtual.test.ts',
    from: "describe('the P2P call fails",
    to: "describe.skip('the P2P call fails",
    foundBy: table,
  },
  {
    guards: 'Table of steps, its checker',
    does: 'probes for the file only',
    file: 'test/coverage-matrix/missing-tests.ts',
    from: '!collected.has(name)',
    to: '!collected.has(name) && !existsSync(fileOf(name))',
    foundBy: table,
  },
] satisfies Mutation[];
