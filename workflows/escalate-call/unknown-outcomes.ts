import { callerCameSince, multipartyLegs } from '../call/selectors.ts';
import type { SentInvite } from '../call/operation.ts';
import { operationsOfInvite } from '../run/invites.ts';
import type { AbortableRequest } from '../run/request.ts';
import type { Escalation } from './escalation.ts';
import { p2pLegOf } from './legs.ts';

/** The response was lost: whether the request was processed will show itself. */
export function markUnknown({ state }: Escalation, request: AbortableRequest): void {
  if (!state.unknownOutcomes.includes(request)) state.unknownOutcomes.push(request);
}

/** Forgets the requests whose effect has shown itself. */
export function clearUnknownOutcomes(escalation: Escalation): void {
  const { run, state } = escalation;
  const p2p = p2pLegOf(escalation);
  if (p2p.reached !== 'incoming' || p2p.end) clear(escalation, 'answer');
  const invite = run.state.invites.at(-1);
  if (p2p.end || (invite && (operationsOfInvite(run, invite).length > 0 || callerIsIn(escalation, invite))))
    clear(escalation, 'invite');
  if (!state.creations.some(({ outcome }) => outcome === 'unknown')) clear(escalation, 'create');
}

function clear({ state }: Escalation, request: AbortableRequest): void {
  const index = state.unknownOutcomes.indexOf(request);
  if (index !== -1) state.unknownOutcomes.splice(index, 1);
}

function callerIsIn({ run, input }: Escalation, { sentSeq }: SentInvite): boolean {
  const { call, identity } = run.state;
  const { id } = input.p2pCall.caller.user;
  return multipartyLegs(call).some((leg) => leg.run === identity.run && callerCameSince(call, leg, id, sentSeq, false) === 'in');
}
