import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { TimelineEntry } from '../../workflows/contract/timeline-entry.ts';
import type { EndedCall, EndedLeg, EndedRequest, Ending } from './ended-call.ts';
import { isTakenForMoved } from './taken-for-moved.ts';

/** No leg alive that no result names; one that cannot be known (rule 7) is named by its attempt, and only one that nobody was told of. */
export function legsLeftAlive(call: EndedCall): string[] {
  const named = leftBehindOf(call);
  const closedAt = 'closedAt' in call.ending ? call.ending.closedAt : 0;
  const someUnknown = named.some((name) => name.endsWith('id unknown'));
  const isUnknown = ({ toldAt, runClosedAt = closedAt }: EndedLeg) =>
    someUnknown && (toldAt === undefined || toldAt >= runClosedAt - JUST_BEFORE);
  return call.multiparty
    .filter((leg) => leg.alive && !names(named, leg) && !isUnknown(leg))
    .map(({ id }) => `multiparty leg ${id} was left alive, and nobody names it`);
}

/** What is told in a run's last moment may come in after its decision. */
const JUST_BEFORE = 1_000;

/** The result says of both legs and of the caller what Microsoft's side says. */
export function untrueResult(call: EndedCall): string[] {
  const { ending, p2p, caller } = call;
  if (ending.is === 'cancelled') return untrueCancellation(call);
  if (ending.is === 'failed') return ending.details?.p2pCall === 'ended' && p2p.alive ? [ENDED_BUT_LIVES] : [];
  if (ending.is !== 'completed') return [];
  const { result, closedAt } = ending;
  if (result.outcome === 'escalated') {
    const inAnyway = isInAnyway(call, result.timeline);
    return [
      ...(caller.moves > 0 || isTakenForMoved(call, result) || inAnyway
        ? []
        : ['escalated, but the caller never was in the meeting']),
      ...(p2p.alive && !names(result.leftBehind ?? [], p2p) ? ['escalated, but the P2P call lives'] : []),
      // Where no invite has left us, the caller is there without one (seed 10192184).
      ...((inAnyway && noneInvited(call)) || isInvitedFrom(call, result.multipartyCallId)
        ? []
        : ['escalated, by a leg that invited nobody']),
    ];
  }
  const endedAt = p2p.end?.at ?? Number.POSITIVE_INFINITY;
  return [
    ...(isKnownToBeMoved(call) ? [`the caller was moved, but the result says ${result.reason}`] : []),
    ...(result.p2pCall === 'ended' && p2p.alive ? [ENDED_BUT_LIVES] : []),
    ...(result.p2pCall === 'kept' && endedAt < closedAt - longestSilence(call) && !endOfP2PIsWithheld(call)
      ? ['the P2P call is said to be kept, but had ended long before']
      : []),
  ];
}

/** A caller who is in the meeting with another device, and whose P2P call is gone without a reason, is in the meeting and nowhere else. */
function isInAnyway({ caller, p2p }: EndedCall, timeline: readonly TimelineEntry[]): boolean {
  const end = timeline.find(({ leg, what }) => leg === 'p2p' && /^P2P call (has ended|is gone)/.test(what));
  const code = end?.resultInfo?.code;
  return caller.inAlready !== undefined && p2p.end !== undefined && (code === undefined || code === 404);
}

const ENDED_BUT_LIVES = 'the P2P call is said to have ended, but lives';

/** From the invite to its end a cancellation is held back, for nothing can undo a move (workflows/call/README.md, Cancellation). */
function untrueCancellation(call: EndedCall): string[] {
  return [
    ...(call.cancelRequested ? [] : ['cancelled, although nobody asked for it']),
    ...(isKnownToBeMoved(call) ? ['the caller was moved, but the run was cancelled'] : []),
  ];
}

function isKnownToBeMoved(call: EndedCall): boolean {
  return call.caller.moves > 0 && call.p2p.end?.by === 'replacement' && couldBeKnown(call);
}

function noneInvited({ requests }: EndedCall): boolean {
  return requests.every(({ kind }) => kind !== 'invite');
}

function isInvitedFrom({ requests }: EndedCall, multipartyCallId: string): boolean {
  return requests.some(({ kind, callId = '' }) => kind === 'invite' && normalizeId(callId) === normalizeId(multipartyCallId));
}

/** Where who started us wanted the P2P call hung up, it is, or it is named; one that was never answered is left ringing. */
export function p2pLegLeftAlive(call: EndedCall): string[] {
  const { ending, policy, p2p, requests } = call;
  const isOver = ending.is === 'completed' || ending.is === 'failed' || ending.is === 'cancelled';
  if (!isOver || policy.onFailure !== 'hangUp' || !p2p.alive || names(leftBehindOf(call), p2p)) return [];
  const answered = requests.some(({ kind }) => kind === 'answer');
  return answered ? [`the P2P call ${p2p.id} was not hung up, and nobody names it`] : [];
}

/** No P2P leg dropped before its caller was in, unless who started us wanted it. */
export function callersLost(call: EndedCall): string[] {
  const { p2p, caller, ending, policy } = call;
  if (p2p.end?.by !== 'bot' || caller.moves > 0) return [];
  const wanted = policy.onFailure === 'hangUp' && (ending.is !== 'completed' || ending.result.outcome !== 'escalated');
  return wanted ? [] : ['the P2P call was dropped although the caller was not in'];
}

/**
 * Somebody could still be asked: the caller stayed, our own leg was in the meeting until we left it, and Graph did not withhold
 * every roster, or him. From the lobby alone nobody can tell a move from one that may yet fail, nor from rosters of which the first
 * comes after it: there the end of the P2P call must be known, too (workflows/call/README.md, Replacement table).
 */
function couldBeKnown(call: EndedCall): boolean {
  const { caller, multiparty, p2p } = call;
  const stayed = caller.stayed && multiparty.every((leg) => leg.alive || leg.end?.by === 'bot');
  const withheld = isWithheld(call, { kind: 'getParticipants', since: p2p.end?.at ?? 0, legs: multiparty, needed: 1 });
  const isSeen = !caller.hidden && (caller.inAlready?.moveTold ?? true);
  return stayed && isSeen && !withheld && !((caller.inLobby || caller.inDoubt) && endOfP2PIsWithheld(call));
}

function endOfP2PIsWithheld(call: EndedCall): boolean {
  const { p2p } = call;
  return isWithheld(call, { kind: 'getCall', since: p2p.end?.at ?? 0, legs: [p2p], needed: READS_FOR_AN_END });
}

/** One 404 is not an end, a second read confirms it (rule 2). */
const READS_FOR_AN_END = 2;

/**
 * We asked, and Graph did not answer as often as it takes to know: nobody can know what it did not tell. An escalation that did
 * not ask has no such excuse.
 */
function isWithheld(
  { requests, tries = [] }: EndedCall,
  { kind, since, legs, needed }: { kind: RequestKind; since: number; legs: readonly EndedLeg[]; needed: number },
): boolean {
  const isOfThem = ({ callId = '' }: EndedRequest) => legs.some(({ id }) => normalizeId(callId) === normalizeId(id));
  const asked = requests.filter((request) => request.kind === kind && request.at >= since && isOfThem(request));
  const answers = asked.filter(({ answered }) => answered).length;
  const ofKind = (all: readonly { kind: RequestKind; at: number }[]) =>
    all.filter((one) => one.kind === kind && one.at >= since).length;
  // What got no token never reached Graph, and is known by its try alone.
  const neverSent = Math.max(0, ofKind(tries) - ofKind(requests));
  return answers < asked.length + neverSent && answers < needed;
}

/** An end that nobody told is found by a probe, at the latest at the next deadline; the tidying up behind it asks of other legs only. */
function longestSilence({ policy }: EndedCall): number {
  return 3 * policy.probeAfter + 55_000;
}

function leftBehindOf({ ending, namedBefore = [] }: EndedCall): string[] {
  return [...namedBefore, ...namedIn(ending)];
}

/** What an ending names as left behind. */
export function namedIn(ending: Ending): string[] {
  switch (ending.is) {
    case 'completed':
      return ending.result.leftBehind ?? [];
    case 'failed':
      return ending.details?.leftBehind ?? [];
    case 'cancelled':
      return ending.leftBehind;
    case 'stuck':
    case 'never started':
      return [];
  }
}

function names(named: string[], { id }: EndedLeg): boolean {
  return named.some((name) => normalizeId(name).includes(normalizeId(id)));
}
