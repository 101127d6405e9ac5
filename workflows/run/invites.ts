import { type Operation, operationsOf, type SentInvite } from '../call/operation.ts';
import { nextSeq } from './apply-events.ts';
import type { Run } from './run.ts';

/**
 * Records an invite before it is sent: its completion may overtake the response (rule 3).
 * @param contextOf names the n-th invite, counted from 1: unique in all runs, no personal data (Graph §1)
 */
export function recordInvite(run: Run, contextOf: (n: number) => string): SentInvite {
  run.state.invitesSent += 1;
  const invite: SentInvite = { clientContext: contextOf(run.state.invitesSent), sentSeq: nextSeq(run) };
  run.state.invites.push(invite);
  return invite;
}

/** The operations that show what became of an invite. */
export function operationsOfInvite({ state }: Run, invite: SentInvite): Operation[] {
  return operationsOf(invite, Object.values(state.call.operations), state.invites);
}
