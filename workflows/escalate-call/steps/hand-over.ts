import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { Leg } from '../../call/leg.ts';
import { stayWorkflowId } from '../../contract/call-id.ts';
import type { Escalated } from '../../contract/result.ts';
import type { StayInCallInput } from '../../contract/stay.ts';
import { STAY_IN_CALL } from '../../contract/names.ts';
import { stayStartOptions } from '../../contract/start-options.ts';
import { type HandedOverLeg, carriedState } from '../../run/hand-over.ts';
import { markHandedOver } from '../../run/hang-up.ts';
import { addToTimeline } from '../../run/timeline.ts';
import type { Escalation } from '../escalation.ts';
import { activeLegOf } from '../legs.ts';
import { enterStatus } from '../status.ts';
import { beginForwarding, isStayedIn } from '../stay.ts';

/**
 * Hands our leg over to `stayInCall`, a child that outlives this run. A leg is at every moment somebody's: ours until the child has
 * started, which Temporal records before this run can end, and the child's from then on.
 * @returns whether somebody looks after the leg now; false where it has ended, or is to be left
 */
export async function handOver(escalation: Escalation): Promise<boolean> {
  const { run, state } = escalation;
  const leg = activeLegOf(escalation);
  if (leg.end || state.cancelRequested) return false;
  enterStatus(escalation, 'handingOver');
  beginForwarding(escalation, leg);
  const stayingIn = await run.live.scope.run(async () => (await startStay(escalation, leg)) ?? (await joinStay(escalation, leg)));
  if (!stayingIn) return false;
  state.stayingIn = stayingIn;
  markHandedOver(run, leg);
  addToTimeline(run, { what: `Handed the multiparty call over to ${stayingIn.workflowId}`, leg: 'multiparty' });
  return true;
}

type StayingIn = NonNullable<Escalated['stayingIn']>;

/** @returns undefined where the call has a stay already */
async function startStay(escalation: Escalation, leg: Leg): Promise<StayingIn | undefined> {
  try {
    const child = await startChild(STAY_IN_CALL, {
      ...stayStartOptions(leg.callId),
      args: [stayInput(escalation, leg)],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
    return { workflowId: child.workflowId, runId: child.firstExecutionRunId };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return undefined;
  }
}

/** Somebody else has started it, which is as good while it is open: to one that has ended nothing can be handed over. */
async function joinStay(escalation: Escalation, leg: Leg): Promise<StayingIn | undefined> {
  return (await isStayedIn(escalation, leg)) ? { workflowId: stayWorkflowId(leg.callId) } : undefined;
}

function stayInput(escalation: Escalation, leg: Leg): StayInCallInput {
  const { run, input } = escalation;
  const { keepAliveEvery, aloneFor, stayAtMost, probeAfter, inviteWithin, replaceWithin, inviteAttempts } = input.policy;
  const carried: HandedOverLeg = {
    version: 1,
    kind: 'handedOver',
    applicationId: input.applicationId,
    policy: { keepAliveEvery, aloneFor, stayAtMost, probeAfter, inviteWithin, replaceWithin, inviteAttempts },
    people: [input.p2pCall.caller, ...input.invite].map(({ user }) => user.id),
    run: carriedState(run, leg),
  };
  return {
    call: { id: leg.callId, tenantId: leg.tenantId },
    p2pCallId: input.p2pCall.id,
    ...(input.context !== undefined && { context: input.context }),
    carried,
  };
}
