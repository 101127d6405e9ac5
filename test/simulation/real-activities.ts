import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { createAnswer } from '../../activities/answer.ts';
import { createCheckInput } from '../../activities/check-input.ts';
import { createCreateCall } from '../../activities/create-call.ts';
import { createHangUp } from '../../activities/hang-up.ts';
import { createInvite } from '../../activities/invite.ts';
import { createLook } from '../../activities/look.ts';
import { createMediaChoice } from '../../activities/multiparty-media.ts';
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
    const callbackUri: ActivityDeps['callbackUri'] = async (leg, tenantId) =>
      webhook()?.address({ workflowId, leg, tenantId }) ?? '';
    const deps: ActivityDeps = { graph, applicationId: APPLICATION, media, callbackUri };
    return {
      checkInput: createCheckInput(deps),
      answer: createAnswer(deps),
      createCall: createCreateCall(deps),
      invite: createInvite(deps),
      look: createLook(deps),
      hangUp: createHangUp(deps),
    } as ActivityFunctions;
  };
}
