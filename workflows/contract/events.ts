import type { ResultInfo } from './result-info.ts';

/** A leg's progress. Only ever grows, in this order. */
export type CallState = 'incoming' | 'establishing' | 'established' | 'terminated';

/**
 * What the signed callback address carries about the leg: which run (the first execution's) made the request, for which leg, in
 * which tenant. Every later request about the leg uses that tenant's token (rule 8).
 */
export type LegRef = { run: string; tenantId: string } & ({ kind: 'p2p' } | { kind: 'multiparty'; attempt: number });

/**
 * Anything Graph reports: a notification, the response to a request, the answer to a probe. The webhook signals these, the
 * activities return them, and one pure function folds both (rule 2).
 */
export type CallEvent = CallStateEvent | CallMissingEvent | MeetingDataEvent | OperationEvent | RosterEvent;

interface EventBase {
  /** The call that the notification, the response or the probe names, as Graph sent it. */
  callId: string;
  /** ISO time at which we received it; for a probe, at which the GET was begun. */
  at: string;
  /** What the signed callback address carries; absent on the registered address, and in responses and probes. */
  leg?: LegRef;
}

export interface CallStateEvent extends EventBase {
  type: 'call';
  /** `hold`, transfers and unknown states of a known call are `established`, `ringing` is `establishing`, `redirecting` is `incoming`; a `deleted` item is `terminated`. */
  state: CallState;
  /** True for an item with changeType `deleted`: nothing follows it, unless `terminated` and `deleted` have swapped. */
  deleted?: boolean;
  /** Of a read: whether the call has `chatInfo`, without which Graph takes one person an invite (Graph §3.3). */
  hasChat?: boolean;
  resultInfo?: ResultInfo;
}

/** Two reads in a row answered 404. A single 404 is not an end: they are on record for live calls. */
export interface CallMissingEvent extends EventBase {
  type: 'callMissing';
  resultInfo?: ResultInfo;
}

/**
 * Graph sent `chatInfo` or `meetingInfo` with a living call. A P2P call that has them may have become a multiparty call by
 * itself, under its old id (Graph §11.12, §14); for a multiparty leg this is nothing new.
 */
export interface MeetingDataEvent extends EventBase {
  type: 'meetingData';
}

export interface OperationEvent extends EventBase {
  type: 'operation';
  operationId?: string;
  clientContext?: string;
  status: 'running' | 'completed' | 'failed';
  resultInfo?: ResultInfo;
}

export interface RosterEvent extends EventBase {
  type: 'roster';
  /** `full`: everyone in the call; `delta`: only who changed; from a probe, only who was read before its time ran out. */
  extent: 'full' | 'delta';
  /** `probe`: read by a GET of ours, so it may contradict what was received before the GET was begun. */
  source: 'notification' | 'probe';
  /** Of the whole roster (deltaParticipants), if Graph gives one. */
  sequenceNumber?: number;
  participants: RosterEntry[];
}

export type IdentityKind = 'user' | 'application' | 'phone' | 'guest' | 'other';

export interface RosterEntry {
  /** Id of the participant's identity, of any kind: the examples list users under `application` (Graph §11.9). Of a phone, or without one, the participant's own. */
  id: string;
  /** Which identity that is; absent in histories of versions that did not read it. */
  kind?: IdentityKind;
  /** By which Graph removes somebody from the call. */
  participantId?: string;
  inLobby: boolean;
  muted?: boolean;
  /** Present in a delta for somebody who has left or was removed. */
  left?: true;
}
