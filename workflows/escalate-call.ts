import { CancellationScope } from '@temporalio/workflow';
import type { EscalateCallInput } from './contract/input.ts';
import type { EscalationResult } from './contract/result.ts';
import { begin } from './escalation/begin.ts';
import { concludeEscalated, concludeStopped } from './escalation/conclude.ts';
import type { Escalation } from './escalation/escalation.ts';
import { hangUpSurplusLegs } from './escalation/hang-up.ts';
import { enter } from './escalation/report.ts';
import { StoryStopped } from './escalation/stop.ts';
import { answerCaller, awaitEstablishedP2PCall } from './steps/answer-caller.ts';
import { joinMeeting } from './steps/join-meeting.ts';
import { leaveMeeting } from './steps/leave-meeting.ts';
import { type Moved, moveCaller } from './steps/move-caller.ts';

/**
 * Durably turns a P2P call with the bot into a multiparty call: the third example of the seed, "Invite participants to a new
 * multiparty call, replacing an existing peer-to-peer call".
 * @returns how the call ended; every way a call can end is a result
 * @throws {ApplicationFailure} of an `EscalationFailureType`, for what an operator must mend; `details[0]` are `EscalationFailureDetails`
 */
export async function escalateCall(input: EscalateCallInput): Promise<EscalationResult> {
  const e = await begin(input);
  return await CancellationScope.nonCancellable(() => run(e));
}

async function run(e: Escalation): Promise<EscalationResult> {
  void hangUpSurplusLegs(e);
  try {
    const moved = await story(e);
    return await concludeEscalated(e, moved);
  } catch (error) {
    if (!(error instanceof StoryStopped)) throw error; // a bug: Temporal retries the task until it is mended
    return await concludeStopped(e, error.stop);
  }
}

async function story(e: Escalation): Promise<Moved> {
  const { p2pCall, policy } = e.input;
  if (p2pCall.state === 'incoming') await answerCaller(e);
  if (policy.createWhen === 'established') await awaitEstablishedP2PCall(e);
  enter(e, 'creating');
  await joinMeeting(e);
  const moved = await moveCaller(e);
  await leaveMeeting(e);
  return moved;
}
