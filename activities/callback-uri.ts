import { activityInfo } from '@temporalio/activity';
import type { ActivityDeps } from './activity-deps.ts';
import { callbackUri, createCallbackAddresses } from './graph/client/callback-address.ts';

/** The address that routes Graph's notifications about a leg to the workflow whose activity is running (rule 1). */
export function createCallbackUri(baseUrl: string, signingKeys: readonly string[]): ActivityDeps['callbackUri'] {
  const addresses = createCallbackAddresses(signingKeys);
  return async (leg) => {
    const { workflowExecution } = activityInfo();
    if (!workflowExecution) throw new Error('A callback address belongs to a workflow; this activity was started without one');
    return callbackUri(baseUrl, await addresses.sign({ workflowId: workflowExecution.workflowId, leg }));
  };
}
