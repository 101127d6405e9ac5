import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { createMediaChoice } from '../../activities/multiparty-media.ts';
import { wireActivities } from '../../activities/wire-activities.ts';
import type { ActivityFunctions } from './virtual-activities.ts';
import type { VirtualWebhook } from './virtual-webhook.ts';

export const APPLICATION = '0b1e5c11-0000-4000-8000-00000000b07a';

interface Parts {
  graph: ActivityDeps['graph'];
  webhook: () => VirtualWebhook | undefined;
}

/** The real activities; only HTTP, tokens and signatures are left out. */
export function realActivities({ graph, webhook }: Parts): (workflowId: string) => ActivityFunctions {
  const media = createMediaChoice('auto');
  return (workflowId) => {
    const callbackUri: ActivityDeps['callbackUri'] = async (leg) => webhook()?.address({ workflowId, leg }) ?? '';
    const deps: ActivityDeps = { graph, applicationId: APPLICATION, media, callbackUri };
    return { ...wireActivities(deps) } as ActivityFunctions;
  };
}
