import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { callbackUri, type CallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import type { MediaChoice } from '../../activities/multiparty-media.ts';
import { wireActivities } from '../../activities/wire-activities.ts';
import type { CallActivities } from '../../workflows/contract/activities.ts';
import type { ActivityFunctions } from './virtual-activities.ts';
import { CALLBACK_BASE } from './virtual-webhook.ts';

export const APPLICATION = '0b1e5c11-0000-4000-8000-00000000b07a';

/** The real activities, with real addresses; only HTTP, tokens and the client of Temporal are left out. */
export function realActivities(
  graph: ActivityDeps['graph'],
  addresses: CallbackAddresses,
  media: MediaChoice,
  inviteByStay: CallActivities['inviteByStay'],
): (workflowId: string) => ActivityFunctions {
  return (workflowId) => {
    const addressOf: ActivityDeps['callbackUri'] = async (leg) =>
      callbackUri(CALLBACK_BASE, await addresses.sign({ workflowId, leg }));
    const deps: ActivityDeps = { graph, applicationId: APPLICATION, media, callbackUri: addressOf };
    return { ...wireActivities(deps), inviteByStay } as ActivityFunctions;
  };
}
