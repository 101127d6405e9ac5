import { proxyActivities } from '@temporalio/workflow';
import type { CallActivities, InviteByStayRequest, StayAnswer } from '../../../../workflows/contract/activities.ts';

const { inviteByStay } = proxyActivities<CallActivities>({ startToCloseTimeout: 5_000, retry: { initialInterval: 50 } });

/** Runs the activity, of which each try is short here. */
export function askStay(request: InviteByStayRequest): Promise<StayAnswer> {
  return inviteByStay(request);
}
