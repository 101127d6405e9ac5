import { toRequestFailure, requireSuccess } from '../../../activities/graph/client/send-to-graph.ts';
import type { GraphAnswer } from '../../../activities/graph/client/graph-answer.ts';
import { NoAnswer } from '../../../activities/graph/client/request-errors.ts';
import type { CallEvent, RosterEntry } from '../../../workflows/contract/events.ts';
import type { EscalationPolicy } from '../../../workflows/contract/policy.ts';
import type { ResultInfo } from '../../../workflows/contract/result-info.ts';

/** A call that the simulated Graph cannot play: hand-made answers of activities, and hand-made notifications. */
export interface Script {
  policy?: Partial<EscalationPolicy>;
  /** How long before the start the call came in, in ms, by the clock of whoever received it; negative where that clock is ahead. */
  receivedBefore?: number;
  /** In place of the usual ones, with which an escalation comes as far as its invite. */
  activities?: Partial<Record<Asked, Activity>>;
  /** Notifications, by ms after the start. */
  told: [at: number, event: Told][];
}

export type Asked = 'answer' | 'createCall' | 'invite' | 'probe' | 'hangUp';

/** Answers or fails as the activity would. `time`: how often it has been asked, from 1 on. */
export type Activity = (request: { callId?: string; tenantId?: string }, time: number) => Told[];

/** An event without what every one has: the time, and the leg of its address. */
export type Told = Without<CallEvent, 'at' | 'leg'>;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export const P2P = 'aaaaaaaa-0000-4000-8000-000000000001';
export const MULTIPARTY = 'bbbbbbbb-0000-4000-8000-000000000002';
/** The leg of a run that has ended, of the same P2P call, in the meeting of another organizer. */
export const EARLIER = 'dddddddd-0000-4000-8000-000000000004';
export const EARLIER_TENANT = '11111111-0000-4000-8000-000000000005';
export const CALLER = 'cccccccc-0000-4000-8000-000000000003';

export const establishing = (callId: string): Told => ({ type: 'call', callId, state: 'establishing' });
export const established = (callId: string): Told => ({ type: 'call', callId, state: 'established' });
export const operation = (callId: string, status: 'completed' | 'failed', resultInfo?: ResultInfo): Told => ({
  type: 'operation',
  callId,
  status,
  ...(resultInfo && { resultInfo }),
});
const roster = (callId: string, entry: RosterEntry): Told => ({
  type: 'roster',
  callId,
  extent: 'full',
  source: 'notification',
  participants: [entry],
});
export const callerIn = (callId: string): Told => roster(callId, { id: CALLER, inLobby: false });
export const somebodyElseIn = (callId: string): Told => roster(callId, { id: 'somebody-else', inLobby: false });
/** Of the bot's own leg. */
export const ownPlace = (place: Pick<RosterEntry, 'inLobby'>): Told => roster(MULTIPARTY, { id: 'application', ...place });
/** The first notification of an end, without a code. */
export const terminated = (callId: string): Told => ({ type: 'call', callId, state: 'terminated' });
/** The second one, with it. */
export const deleted = (callId: string, code: number, subcode: number): Told => ({
  type: 'call',
  callId,
  state: 'terminated',
  deleted: true,
  resultInfo: { code, subcode },
});

const ASKED = { what: 'ask', namesLeg: true };

/** An activity that Graph answers with a refusal. */
export const refusedWith =
  (answer: GraphAnswer): Activity =>
  () => {
    requireSuccess(ASKED, answer);
    return [];
  };
/** An activity that does not get as far as Graph. */
export const neverSent: Activity = () => {
  throw toRequestFailure(ASKED, new NoAnswer('no', 'No connection to Graph'));
};
