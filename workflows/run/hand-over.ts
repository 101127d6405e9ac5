import { type Call, rosterKeysOf } from '../call/call.ts';
import type { Leg } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { Resolved, StayPolicy } from '../contract/policy.ts';
import type { Run } from './run.ts';
import type { RunState } from './run-state.ts';

/** What one run leaves to another that goes on with its leg: plain JSON, the other's `carried`. */
export interface CarriedState {
  readonly version: 1;
  readonly applicationId: string;
  readonly policy: Resolved<StayPolicy>;
  readonly run: RunState;
}

/** What an escalation leaves to the stay. */
export interface HandedOverLeg extends CarriedState {
  readonly kind: 'handedOver';
  /** Ids of users who are known to be people, however Graph lists them (Graph §11.9). */
  readonly people: string[];
}

/**
 * All that a run knows of one leg, for another run to go on with. The leg keeps the address of the run that made it, so the other
 * run takes over that run's name in it. What rang has ended by then: of the invites only their number goes along.
 */
export function carriedState({ state }: Run, leg: Leg): RunState {
  const key = normalizeId(leg.callId);
  return {
    ...state,
    identity: { ...state.identity, callId: leg.callId },
    call: callOfLeg(state.call, leg),
    endedAt: only(state.endedAt, key),
    knownAt: only(state.knownAt, key),
    keptAliveAt: only(state.keptAliveAt, key),
    hangUps: {},
    invites: [],
    timeline: [],
  };
}

function callOfLeg(call: Call, leg: Leg): Call {
  const rosters = rosterKeysOf(leg).flatMap((key) => {
    const roster = call.rosters[key];
    return roster ? [[key, roster] as const] : [];
  });
  return { legs: { [normalizeId(leg.callId)]: leg }, operations: {}, rosters: Object.fromEntries(rosters) };
}

function only<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const value = record[key];
  return value === undefined ? {} : { [key]: value };
}
