import { normalizeId } from '../contract/call-id.ts';
import type { CheckedInput } from '../contract/input.ts';
import type { Leg } from '../call/leg.ts';
import { timelineEntriesOf } from '../call/timeline-entries.ts';
import { withdrawRequests } from '../run/requests.ts';
import type { Story } from '../run/run.ts';
import { chooseActiveLeg } from './active-leg.ts';
import { recognizeCreations } from './creations.ts';
import { escalationDetails } from './details.ts';
import type { Escalation } from './escalation.ts';
import { p2pLegOf } from './legs.ts';
import { snapshot } from './snapshot.ts';
import { isStayedIn, keepForStay } from './stay.ts';
import { clearUnknownOutcomes } from './unknown-outcomes.ts';

/** What an escalation makes of all that the engine receives. @param escalation not asked for before the run is there */
export function escalationStory(escalation: () => Escalation, { p2pCall, invite, policy }: CheckedInput): Story {
  const watched = [
    { id: p2pCall.caller.user.id, title: 'Caller' },
    ...invite.map(({ user }, index) => ({ id: user.id, title: `Person ${index + 1} of \`invite\`` })),
  ];
  return {
    probeAfter: policy.probeAfter,
    keepAlive: { every: policy.keepAliveEvery, atOnce: false },
    received: (events) => keepForStay(escalation(), events),
    entriesOf: (before, after) => timelineEntriesOf(escalation().run.state.identity, before, after, watched),
    react: () => react(escalation()),
    isSurplus: (leg) => isSurplus(escalation(), leg),
    isLookedAfter: (leg) => isStayedIn(escalation(), leg),
    details: () => escalationDetails(snapshot(escalation()), escalation().state.reason),
  };
}

function react(escalation: Escalation): void {
  chooseActiveLeg(escalation);
  withdrawWhatHasNoReason(escalation);
  recognizeCreations(escalation);
  clearUnknownOutcomes(escalation);
}

/** Nothing is sent whose reason has gone. */
function withdrawWhatHasNoReason(escalation: Escalation): void {
  const { run, state } = escalation;
  const p2p = p2pLegOf(escalation);
  if (p2p.end || p2p.reached !== 'incoming') withdrawRequests(run, 'answer');
  if (state.activeLeg !== undefined) withdrawRequests(run, 'create'); // a 503 was processed after all, and the repetition waits for a worker
}

/** Those of an earlier run, and those that were usable second. */
function isSurplus({ run, state }: Escalation, leg: Leg): boolean {
  return leg.run !== run.state.identity.run || (state.activeLeg !== undefined && state.activeLeg !== normalizeId(leg.callId));
}
