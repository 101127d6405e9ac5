import { setTimeout as pause } from 'node:timers/promises';
import { createEscalationClient } from '../../workflows/client/escalation-client.ts';
import { EscalationFailed, InviteFailed, StayNotFound, UpdateRefused } from '../../workflows/client/index.ts';
import type { InvitedPerson } from '../../workflows/contract/invite.ts';
import type { StayResult } from '../../workflows/contract/stay.ts';
import { persist } from './persist.ts';
import type { CallPlan } from './plan-calls.ts';
import type { ChaosSystem } from './start-system.ts';

/** What became of the stay in a call, as whoever drives it was told. */
export interface DrivenStay {
  callId: string;
  invited?: { asked: string[]; first: InvitedPerson[]; again: InvitedPerson[] };
  left: StayResult;
}

/** Temporal, worker and webhook may be down one after another while somebody is being rung. */
const PATIENCE = 150_000;

/** Invites, asks for the same again, and leaves. @returns undefined where nobody stays in the call */
export async function driveStay(
  { client, taskQueue }: ChaosSystem,
  { stay: plan }: CallPlan,
  p2pCallId: string,
): Promise<DrivenStay | undefined> {
  if (!plan) return undefined;
  const escalations = createEscalationClient(client, taskQueue);
  const patiently = <T>(ask: () => Promise<T>) => persist(PATIENCE, ask);
  try {
    const result = await patiently(async () => (await escalations.find(p2pCallId)).result());
    if (result.outcome !== 'escalated' || !result.stayingIn) return undefined;
    const { multipartyCallId: callId } = result;
    const stay = await patiently(() => escalations.findStay(callId));
    await pause(plan.inviteAfter);
    const participants = plan.people.map((id) => ({ user: { id } }));
    const invite = () => patiently(() => stay.invite('chaos', participants)).catch(orNothing);
    const [first, again] = [await invite(), await invite()];
    await pause(plan.leaveAfter);
    const left = await patiently(() => stay.leave());
    return { callId, left, ...(first && again && { invited: { asked: plan.people, first, again } }) };
  } catch (error) {
    if (error instanceof EscalationFailed || error instanceof StayNotFound) return undefined;
    throw error;
  }
}

/** The call is ending, or Graph refuses: nobody is invited. */
function orNothing(error: unknown): undefined {
  if (error instanceof UpdateRefused || error instanceof InviteFailed) return undefined;
  throw error;
}
