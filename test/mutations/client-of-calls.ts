import type { Mutation } from './mutation.ts';

const inviteRun = 'test/workflows/client/invite-run.system.test.ts';
const inviteByStay = 'test/workflows/client/invite-by-stay.system.test.ts';
const stay = 'test/workflows/client/stay.system.test.ts';
const stayRequests = 'test/workflows/client/stay-requests.system.test.ts';
const shell = 'test/workflows/client/escalate-calls.system.test.ts';

/** What callers invite people and stay in calls with. */
export const CLIENT_OF_CALLS = [
  {
    guards: 'Client of calls, the workflow of a request comes first',
    does: 'asks the stay although a workflow invites already',
    file: 'workflows/client/invite.ts',
    from: '(await findInviteRun(client, input.call.id, input.requestId)) ??',
    to: 'undefined ??',
    foundBy: inviteByStay,
  },
  {
    guards: 'Client of calls, a stay invites its own',
    does: 'starts a workflow although somebody stays',
    file: 'workflows/client/invite.ts',
    from: '(await inviteByStay(client, input)) ??',
    to: 'undefined ??',
    foundBy: inviteByStay,
  },
  {
    guards: 'Client of calls, the request id is the update id',
    does: 'sends each repeat as a request of its own',
    file: 'workflows/client/send-update.ts',
    from: "const options = { updateId, waitForStage: 'ACCEPTED' } as const;",
    to: "const options = { updateId: `${updateId}/${Date.now()}/${Math.random()}`, waitForStage: 'ACCEPTED' } as const;",
    foundBy: inviteByStay,
  },
  {
    guards: 'Client of calls, where nobody stays',
    does: "hands out the SDK's error instead of inviting by a workflow",
    file: 'workflows/client/send-update.ts',
    from: 'if (error instanceof WorkflowNotFoundError) return undefined;',
    to: '',
    foundBy: inviteRun,
  },
  {
    guards: 'Client of calls, a refusal has a type',
    does: "hands out the SDK's error",
    file: 'workflows/client/send-update.ts',
    from: 'throw new UpdateRefused(workflowId, name, error.cause?.message ?? error.message, { cause: error });',
    to: 'throw error;',
    foundBy: stayRequests,
  },
  {
    guards: 'Client of calls, an id stands for one update',
    does: 'lets a removal have the id of an invite',
    file: 'workflows/client/stay-handle.ts',
    from: 'const updateId = `remove/${requestId}`;',
    to: 'const updateId = requestId;',
    foundBy: stayRequests,
  },
  {
    guards: 'Client of calls, a handle holds its chain',
    does: 'cancels whatever runs under the workflow id',
    file: 'workflows/client/chain.ts',
    from: 'client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: firstRunId })',
    to: 'client.workflow.getHandle(workflowId)',
    foundBy: stay,
  },
  {
    guards: 'Client of calls, who joins a long stay knows its first run',
    does: 'takes the latest run for it',
    file: 'workflows/client/chain.ts',
    from: 'raw.workflowExecutionInfo?.firstRunId || runId',
    to: 'runId',
    foundBy: stay,
  },
  {
    guards: 'Client of calls, a stay may be longer than the retention period',
    does: 'finds no result without the first run',
    file: 'workflows/client/chain.ts',
    from: 'if (found?.firstRunId !== chain.firstRunId) throw error;',
    to: 'if (found) throw error;',
    foundBy: stay,
  },
  {
    guards: 'Client of calls, who joins an invite is told so',
    does: 'passes another invite off as its own',
    file: 'workflows/client/invite.ts',
    from: 'createInviteRun(client, { chain, requestId, joined: true })',
    to: 'createInviteRun(client, { chain, requestId, joined: false })',
    foundBy: inviteRun,
  },
  {
    guards: 'Command line, exit code of an invite',
    does: 'calls it a success although somebody is not in',
    file: 'workflows/client/escalate-commands.ts',
    from: 'result.people.every(({ outcome }) => IN.includes(outcome))',
    to: 'result.people.some(({ outcome }) => IN.includes(outcome))',
    foundBy: shell,
  },
] satisfies Mutation[];
