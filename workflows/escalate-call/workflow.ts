import { CancellationScope } from '@temporalio/workflow';
import type { EscalateCallInput } from '../contract/input.ts';
import type { EscalationResult } from '../contract/result.ts';
import { EscalationAborted } from './abort.ts';
import { begin } from './begin.ts';
import { completeAborted, completeEscalated } from './complete.ts';
import type { Escalation } from './escalation.ts';
import { enterStatus } from './status.ts';
import { answerCaller, awaitEstablishedP2PCall } from './steps/answer-caller.ts';
import { handOver } from './steps/hand-over.ts';
import { inviteOthers } from './steps/invite-others.ts';
import { joinMeeting } from './steps/join-meeting.ts';
import { leaveMeeting } from './steps/leave-meeting.ts';
import { type Moved, moveCaller } from './steps/move-caller.ts';

/**
 * Durably turns a P2P call with the bot into a multiparty call: the third example of the seed, "Invite participants to a new
 * multiparty call, replacing an existing peer-to-peer call".
 * @returns how the call ended; every way a call can end is a result
 * @throws {ApplicationFailure} of an `EscalationFailureType`, for what an operator must fix; `details[0]` are `EscalationFailureDetails`
 */
export async function escalateCall(input: EscalateCallInput): Promise<EscalationResult> {
  const escalation = await begin(input);
  return await CancellationScope.nonCancellable(() => run(escalation));
}

async function run(escalation: Escalation): Promise<EscalationResult> {
  try {
    const moved = await escalate(escalation);
    return await completeEscalated(escalation, moved);
  } catch (error) {
    if (!(error instanceof EscalationAborted)) throw error; // a bug: Temporal retries the task until it is fixed
    return await completeAborted(escalation, error.abortCause);
  }
}

async function escalate(escalation: Escalation): Promise<Moved> {
  const { p2pCall, invite, afterwards, policy } = escalation.input;
  if (p2pCall.state === 'incoming') await answerCaller(escalation);
  if (policy.createWhen === 'established') await awaitEstablishedP2PCall(escalation);
  enterStatus(escalation, 'creating');
  await joinMeeting(escalation);
  const moved = await moveCaller(escalation);
  if (invite.length > 0) await inviteOthers(escalation);
  const isHandedOver = afterwards === 'stay' && (await handOver(escalation));
  if (!isHandedOver) await leaveMeeting(escalation);
  return moved;
}
