import { normalizeId } from '../contract/call-id.ts';
import type { CallEvent, LegRef, RosterEvent } from '../contract/events.ts';
import { foldCallState, foldMissing, type Leg, NOT_OURS, sameSpelling } from './leg.ts';
import { foldOperation, type Operation, operationKey } from './operation.ts';
import { EMPTY_ROSTER, foldRoster, type Roster } from './roster.ts';

/** Which run it is, and of which P2P call, if any: what the fold judges events by. */
export interface Identity {
  /** First execution's run id: the legs on its addresses are its own. */
  run: string;
  p2pCallId?: string;
  /** The multiparty call that the run is about, whoever made it: what names it is the run's, on whatever address it came. */
  callId?: string;
}

/** A leg that a run knows from its start. */
export type KnownLeg = Pick<Leg, 'callId' | 'kind' | 'attempt' | 'tenantId' | 'run' | 'reached'>;

/** A multiparty call that another service made: that it is established is unconfirmed until Graph says so. */
export function legOfOtherService({ id, tenantId }: { id: string; tenantId: string }, run: string): KnownLeg {
  return { callId: id, kind: 'multiparty', attempt: NOT_OURS, tenantId, run, reached: 'establishing' };
}

/** All that was received about the call. One state for one set of events, in whatever order and repetition they came. */
export interface Call {
  /** By folded call id. */
  legs: Record<string, Leg>;
  operations: Record<string, Operation>;
  /** By `rosterKey`. */
  rosters: Record<string, Roster>;
  /** `seq` of the latest roster under the P2P call's path on an address that is not a multiparty leg's: a reason to ask, no evidence (Graph §11.8). */
  unattributedRosterSeq?: number;
}

export function newCall(legs: readonly KnownLeg[]): Call {
  return { legs: Object.fromEntries(legs.map((leg) => [normalizeId(leg.callId), leg])), operations: {}, rosters: {} };
}

/**
 * Folds one event into the call. Pure; events that concern neither the P2P leg nor a leg of an address of ours leave it as it is.
 * @param seq when the event was received, by the run's own counter; for a probe's roster: when its GET was begun
 */
export function fold(identity: Identity, call: Call, event: CallEvent, seq: number): Call {
  const key = normalizeId(event.callId);
  switch (event.type) {
    case 'call':
      return withLeg(adopt(identity, call, event), key, (leg) => foldCallState(leg, event));
    case 'callMissing':
      return withLeg(call, key, (leg) => foldMissing(leg, event));
    case 'meetingData':
      return withLeg(call, key, (leg) => (leg.kind === 'p2p' ? { ...leg, hasMeetingData: true } : leg));
    case 'operation': {
      const adopted = adopt(identity, call, event);
      if (!isOurMeeting(identity, adopted, event)) return adopted;
      const id = operationKey(event);
      return { ...adopted, operations: { ...adopted.operations, [id]: foldOperation(adopted.operations[id], event, seq) } };
    }
    case 'roster': {
      const adopted = adopt(identity, call, event);
      if (isOurMeeting(identity, adopted, event)) {
        const at = rosterKey(identity, event.callId, event.leg);
        return {
          ...adopted,
          rosters: { ...adopted.rosters, [at]: foldRoster(adopted.rosters[at] ?? EMPTY_ROSTER, event, seq) },
        };
      }
      return isP2PCall(identity, event.callId) ? foldUnattributedRoster(adopted, key, event, seq) : adopted;
    }
  }
}

/** The caller and the bot are all that a P2P call has. */
const PEOPLE_IN_P2P = 2;

function foldUnattributedRoster(call: Call, key: string, { participants }: RosterEvent, seq: number): Call {
  if (participants.length === 0) return call;
  const several = participants.filter(({ left }) => !left).length > PEOPLE_IN_P2P;
  const marked = several ? withLeg(call, key, (leg) => ({ ...leg, listsSeveral: true })) : call;
  return { ...marked, unattributedRosterSeq: Math.max(call.unattributedRosterSeq ?? 0, seq) };
}

/**
 * Makes the leg of an event on a multiparty leg's address that names a call nobody knew: the response to its creation was
 * lost, or is slower than the notification. An address of another run makes a leg as well, which is never used, only hung up.
 */
function adopt(identity: Identity, call: Call, event: CallEvent): Call {
  const key = normalizeId(event.callId);
  const { leg } = event;
  if (leg?.kind !== 'multiparty' || isP2PCall(identity, event.callId)) return call;
  // A run about one call has no other leg: whoever shows itself on the same address is for others to hang up.
  if (identity.callId !== undefined) return call;
  const known = call.legs[key];
  const attempt = known ? Math.min(known.attempt, leg.attempt) : leg.attempt;
  const run = known && known.run <= leg.run ? known.run : leg.run;
  const made: Leg = {
    kind: 'multiparty',
    reached: 'establishing',
    ...known,
    callId: sameSpelling(known?.callId, event.callId),
    attempt,
    tenantId: sameSpelling(known?.tenantId, leg.tenantId),
    run,
  };
  return { ...call, legs: { ...call.legs, [key]: made } };
}

function withLeg(call: Call, key: string, change: (leg: Leg) => Leg): Call {
  const leg = call.legs[key];
  return leg ? { ...call, legs: { ...call.legs, [key]: change(leg) } } : call;
}

/** By the address it came on, else by the leg it names: a roster after a replacement is written under the P2P call's path (Graph §11.8). */
function isOurMeeting(identity: Identity, call: Call, event: CallEvent): boolean {
  if (isTheCall(identity, event.callId)) return true;
  if (event.leg?.kind === 'multiparty') return event.leg.run === identity.run;
  const leg = call.legs[normalizeId(event.callId)];
  return leg?.kind === 'multiparty' && leg.run === identity.run;
}

/** A roster under a path that is not its leg's is filed under the leg's attempt. */
function rosterKey(identity: Identity, callId: string, leg: LegRef | undefined): string {
  const isUnderP2PPath = leg?.kind === 'multiparty' && isP2PCall(identity, callId);
  return isUnderP2PPath ? `attempt ${leg.attempt}` : normalizeId(callId);
}

function isP2PCall({ p2pCallId }: Identity, callId: string): boolean {
  return p2pCallId !== undefined && normalizeId(callId) === normalizeId(p2pCallId);
}

function isTheCall(identity: Identity, callId: string): boolean {
  return identity.callId !== undefined && normalizeId(callId) === normalizeId(identity.callId);
}

/** Under which keys the rosters are kept that tell of one leg's meeting. */
export function rosterKeysOf(leg: Leg): string[] {
  return [normalizeId(leg.callId), `attempt ${leg.attempt}`];
}

/** The rosters that tell of one leg's meeting. */
export function rostersOf(call: Call, leg: Leg): Roster[] {
  return rosterKeysOf(leg).flatMap((key) => call.rosters[key] ?? []);
}
