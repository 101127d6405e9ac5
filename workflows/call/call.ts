import { normalizeId } from '../contract/call-id.ts';
import type { CallEvent, LegRef, RosterEvent } from '../contract/events.ts';
import { foldCallState, foldMissing, type Leg, type LivingState, sameSpelling } from './leg.ts';
import { foldOperation, type Operation, operationKey } from './operation.ts';
import { EMPTY_ROSTER, foldRoster, type Roster } from './roster.ts';

/** Whose escalation it is: what the fold judges events by. */
export interface Subject {
  /** First execution's run id. */
  run: string;
  p2pCallId: string;
}

/** All that was heard of the call. One state for one set of events, in whatever order and repetition they came. */
export interface Call {
  /** By folded call id. */
  legs: Record<string, Leg>;
  operations: Record<string, Operation>;
  /** By `rosterKey`. */
  rosters: Record<string, Roster>;
  /** Tick of the latest roster under the P2P call's path on an address that is not a multiparty leg's: a reason to ask, no evidence (reference §11.8). */
  doubtfulRosterAt?: number;
}

export function newCall(subject: Subject, p2pState: LivingState, tenantId: string): Call {
  const p2p: Leg = { callId: subject.p2pCallId, kind: 'p2p', attempt: 0, tenantId, run: subject.run, reached: p2pState };
  return { legs: { [normalizeId(subject.p2pCallId)]: p2p }, operations: {}, rosters: {} };
}

/**
 * Folds one event into the call. Pure; events that concern neither the P2P leg nor a leg of an address of ours leave it as it is.
 * @param tick when the event was heard, by the run's own counter; for a probe's roster: when its GET was begun
 */
export function fold(subject: Subject, call: Call, event: CallEvent, tick: number): Call {
  const key = normalizeId(event.callId);
  switch (event.type) {
    case 'call':
      return withLeg(adopt(subject, call, event), key, (leg) => foldCallState(leg, event));
    case 'callMissing':
      return withLeg(call, key, (leg) => foldMissing(leg, event));
    case 'meetingData':
      return withLeg(call, key, (leg) => (leg.kind === 'p2p' ? { ...leg, hasMeetingData: true } : leg));
    case 'operation': {
      const adopted = adopt(subject, call, event);
      if (!isOurMeeting(subject, adopted, event)) return adopted;
      const id = operationKey(event);
      return { ...adopted, operations: { ...adopted.operations, [id]: foldOperation(adopted.operations[id], event, tick) } };
    }
    case 'roster': {
      const adopted = adopt(subject, call, event);
      if (isOurMeeting(subject, adopted, event)) {
        const at = rosterKey(subject, event.callId, event.leg);
        return {
          ...adopted,
          rosters: { ...adopted.rosters, [at]: foldRoster(adopted.rosters[at] ?? EMPTY_ROSTER, event, tick) },
        };
      }
      return key === normalizeId(subject.p2pCallId) ? foldDoubtfulRoster(adopted, key, event, tick) : adopted;
    }
  }
}

/** The caller and the bot are all that a P2P call has. */
const PEOPLE_IN_P2P = 2;

function foldDoubtfulRoster(call: Call, key: string, { participants }: RosterEvent, tick: number): Call {
  if (participants.length === 0) return call;
  const several = participants.filter(({ left }) => !left).length > PEOPLE_IN_P2P;
  const told = several ? withLeg(call, key, (leg) => ({ ...leg, listsSeveral: true })) : call;
  return { ...told, doubtfulRosterAt: Math.max(call.doubtfulRosterAt ?? 0, tick) };
}

/**
 * Makes the leg of an event on a multiparty leg's address that names a call nobody knew: the response to its creation was
 * lost, or is slower than the notification. An address of another run makes a leg as well, which is never used, only hung up.
 */
function adopt(subject: Subject, call: Call, event: CallEvent): Call {
  const key = normalizeId(event.callId);
  const { leg } = event;
  if (leg?.kind !== 'multiparty' || key === normalizeId(subject.p2pCallId)) return call;
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

/** By the address it came on, else by the leg it names: a roster after a replacement is written under the P2P call's path (reference §11.8). */
function isOurMeeting(subject: Subject, call: Call, event: CallEvent): boolean {
  if (event.leg?.kind === 'multiparty') return event.leg.run === subject.run;
  const leg = call.legs[normalizeId(event.callId)];
  return leg?.kind === 'multiparty' && leg.run === subject.run;
}

/** A roster under a path that is not its leg's is filed under the leg's attempt. */
function rosterKey(subject: Subject, callId: string, leg: LegRef | undefined): string {
  const misfiled = leg?.kind === 'multiparty' && normalizeId(callId) === normalizeId(subject.p2pCallId);
  return misfiled ? `attempt ${leg.attempt}` : normalizeId(callId);
}

/** The rosters that tell of one leg's meeting. */
export function rostersOf(call: Call, leg: Leg): Roster[] {
  return [call.rosters[normalizeId(leg.callId)], call.rosters[`attempt ${leg.attempt}`]].filter((roster) => roster !== undefined);
}
