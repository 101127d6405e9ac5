import type { Mutation } from './mutation.ts';

const inviteRun = 'test/workflows/client/invite-run.system.test.ts';
const inviteByStay = 'test/workflows/client/invite-by-stay.system.test.ts';
const oneRequest = 'test/simulation/staying/one-request.virtual.test.ts';
const byStay = 'test/workflows/invite-to-call/by-stay.system.test.ts';
const askedStay = 'test/activities/invite-by-stay.system.test.ts';
const stay = 'test/workflows/client/stay.system.test.ts';
const stayRequests = 'test/workflows/client/stay-requests.system.test.ts';
const shell = 'test/workflows/client/escalate-calls.system.test.ts';

/** What callers invite people and stay in calls with. */
export const CLIENT_OF_CALLS = [
  {
    guards: 'Client of calls, the workflow of a request comes first',
    does: 'asks the stay although a workflow invites already',
    file: 'workflows/client/invite-once.ts',
    from: '(await ways.findRun()) ??',
    to: '',
    foundBy: inviteByStay,
  },
  {
    guards: 'Client of calls, a stay invites its own',
    does: 'starts a workflow although somebody stays',
    file: 'workflows/client/invite-once.ts',
    from: '(isStayedIn ? await ways.updateStay() : undefined) ??',
    to: '',
    foundBy: inviteByStay,
  },
  {
    guards: 'Client of calls, a workflow is looked for once the stay was seen',
    does: 'looks for it before',
    file: 'workflows/client/invite-once.ts',
    from: 'const isStayedIn = await ways.isStayedIn();\n  return (await ways.findRun()) ??',
    to: 'const run = await ways.findRun();\n  const isStayedIn = await ways.isStayedIn();\n  return run ??',
    foundBy: oneRequest,
  },
  {
    guards: 'Inviting, a stay that has begun meanwhile is asked first',
    does: 'rings beside the stay',
    file: 'workflows/invite-to-call/workflow.ts',
    from: '(await askStay(invitation)) ?? ',
    to: '',
    foundBy: oneRequest,
  },
  {
    guards: 'Inviting by the stay, cancelled before',
    does: 'hands over what was cancelled',
    file: 'workflows/invite-to-call/by-stay.ts',
    from: 'if (state.cancelRequested) return undefined;',
    to: '',
    foundBy: 'test/simulation/staying/inviting.virtual.test.ts',
  },
  {
    guards: 'Inviting by the stay, of a request that others made before',
    does: 'says nothing of those whom it did not name',
    file: 'workflows/invite-to-call/by-stay.ts',
    from: ' ?? NOT_NAMED;',
    to: " ?? { outcome: 'joined' };",
    foundBy: byStay,
  },
  {
    guards: 'Inviting by the stay, the request id is the update id',
    does: 'makes each try a request of its own',
    file: 'activities/invite-by-stay.ts',
    from: 'updateId: requestId,',
    to: 'updateId: `${requestId}/${Date.now()}`,',
    foundBy: askedStay,
  },
  {
    guards: 'Inviting by the stay, a stay that is terminated',
    does: 'rings by itself, though the stay may have rung',
    file: 'activities/stay-answer.ts',
    from: "return { kind: 'unknown', message };",
    to: "return { kind: 'notTaken' };",
    foundBy: askedStay,
  },
  {
    guards: 'Inviting by the stay, a try ends before people have answered',
    does: 'fails the request for it',
    file: 'activities/invite-by-stay.ts',
    from: "    type: 'StillInviting',",
    to: "    type: 'StillInviting',\n    nonRetryable: true,",
    foundBy: askedStay,
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
    guards: 'Client of calls, where nobody stays any more',
    does: "hands out the SDK's error instead of inviting by a workflow",
    file: 'workflows/client/send-update.ts',
    from: 'if (error instanceof WorkflowNotFoundError) return undefined;',
    to: '',
    foundBy: inviteByStay,
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
