import type { Mutation } from './mutation.ts';

const client = 'test/workflows/client/escalation-client.system.test.ts';
const shell = 'test/workflows/client/escalate.system.test.ts';

/** What callers start, read, await and cancel escalations with. */
export const CLIENT = [
  {
    guards: 'Client, the input is checked before anything is started',
    does: 'leaves it to the worker',
    file: 'workflows/client/escalation-client.ts',
    from: 'if (!parsed.ok) throw new InvalidEscalationInput(parsed.why);',
    to: 'void parsed;',
    foundBy: client,
  },
  {
    guards: 'Client, who joins is told so',
    does: 'passes another escalation off as its own',
    file: 'workflows/client/escalation-client.ts',
    from: 'return await handleFor(options.workflowId, undefined, true);',
    to: 'return await handleFor(options.workflowId, undefined, false);',
    foundBy: client,
  },
  {
    guards: 'Client, one escalation of a call unless `again`',
    does: 'starts anew whenever the last has ended',
    file: 'workflows/client/escalation-client.ts',
    from: "again ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE'",
    to: "'ALLOW_DUPLICATE'",
    foundBy: client,
  },
  {
    guards: 'Client, a result is read by its run',
    does: 'reads that of the latest run',
    file: 'workflows/client/escalation-handle.ts',
    from: 'client.workflow.getHandle(workflowId, runId)',
    to: 'client.workflow.getHandle(workflowId)',
    foundBy: client,
  },
  {
    guards: 'Client, typed failures',
    does: 'drops the details, which tell where the calls stand',
    file: 'workflows/client/escalation-failed.ts',
    from: 'isDetails(details) ? details : undefined, { cause }',
    to: 'undefined, { cause }',
    foundBy: client,
  },
  {
    guards: 'Client, a terminated escalation',
    does: "hands out the SDK's error",
    file: 'workflows/client/read-failure.ts',
    from: 'if (!(cause instanceof TerminatedFailure || cause instanceof TimeoutFailure)) return undefined;',
    to: 'if (!(cause instanceof TimeoutFailure)) return undefined;',
    foundBy: client,
  },
  {
    guards: 'Client, no such escalation',
    does: "hands out the SDK's error",
    file: 'workflows/client/escalation-client.ts',
    from: 'throw error instanceof WorkflowNotFoundError ? new EscalationNotFound(p2pCallId, { cause: error }) : error;',
    to: 'throw error;',
    foundBy: client,
  },
  {
    guards: 'Command line, exit codes',
    does: 'gives wrong use the code of a failure',
    file: 'workflows/client/run-escalate.ts',
    from: 'const WRONG_USAGE = 2;',
    to: 'const WRONG_USAGE = 1;',
    foundBy: shell,
  },
] satisfies Mutation[];
