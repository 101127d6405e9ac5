import type { EscalationActivities } from '../workflows/contract/activities.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { createAnswer } from './answer.ts';
import { createCheckInput } from './check-input.ts';
import { createCreateCall } from './create-call.ts';
import { createHangUp } from './hang-up.ts';
import { createInvite } from './invite.ts';
import { createProbe } from './probe.ts';

/** All activities, over any `Graph`. Apart from `createActivities`, so that the simulation loads neither MSAL nor an HTTP client. */
export function wireActivities(deps: ActivityDeps): EscalationActivities {
  return {
    checkInput: createCheckInput(deps),
    answer: createAnswer(deps),
    createCall: createCreateCall(deps),
    invite: createInvite(deps),
    probe: createProbe(deps),
    hangUp: createHangUp(deps),
  };
}
