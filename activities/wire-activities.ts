import type { CallActivities } from '../workflows/contract/activities.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { createAnswer } from './answer.ts';
import { createCheckInput, createCheckInviteInput, createCheckStayInput } from './check-input.ts';
import { createCreateCall } from './create-call.ts';
import { createHangUp } from './hang-up.ts';
import { createInvite } from './invite.ts';
import { createKeepAlive } from './keep-alive.ts';
import { createProbe } from './probe.ts';
import { createRemoveParticipant } from './remove-participant.ts';

/** All activities over any `Graph`. Apart from `createActivities`, so that the simulation loads neither MSAL nor an HTTP client. */
export function wireActivities(deps: ActivityDeps): Omit<CallActivities, 'inviteByStay'> {
  return {
    checkInput: createCheckInput(deps),
    checkInviteInput: createCheckInviteInput(deps),
    checkStayInput: createCheckStayInput(deps),
    answer: createAnswer(deps),
    createCall: createCreateCall(deps),
    invite: createInvite(deps),
    probe: createProbe(deps),
    keepAlive: createKeepAlive(deps),
    removeParticipant: createRemoveParticipant(deps),
    hangUp: createHangUp(deps),
  };
}
