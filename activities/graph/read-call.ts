import type { CallEvent, CallState } from '../../workflows/contract/events.ts';
import { isJsonObject, type JsonObject, text } from './json.ts';
import { readResultInfo } from './read-result-info.ts';

/** Which call it is about, and when it was heard: for a probe, when the GET was begun. */
export interface HeardOf {
  callId: string;
  /** ISO time. */
  at: string;
}

/**
 * A call resource, of a notification or a GET, as its state, and as the word that it is in a meeting. No state for
 * `terminating`, which is neither alive nor an end, nor for an item without a state, unless the call was deleted.
 * @param deleted whether the notification's changeType is `deleted`, which ends a call with or without a state (reference §7)
 */
export function readCall(resource: unknown, { callId, at }: HeardOf, deleted = false): CallEvent[] {
  if (!isJsonObject(resource)) return [];
  return [...readProgress(resource, { callId, at }, deleted), ...readMeetingData(resource, { callId, at }, deleted)];
}

function readProgress(resource: JsonObject, { callId, at }: HeardOf, deleted: boolean): CallEvent[] {
  const state = deleted ? 'terminated' : readState(saidState(resource));
  if (state === undefined) return [];
  const resultInfo = state === 'terminated' ? readResultInfo(resource) : undefined;
  return [{ type: 'call', callId, at, state, ...(deleted && { deleted }), ...(resultInfo && { resultInfo }) }];
}

/** An update need not carry a state (reference §5.2). What the data are, `meetingInfo.token` above all, stays here. */
function readMeetingData(call: JsonObject, heard: HeardOf, deleted: boolean): CallEvent[] {
  const lives = !deleted && !NOT_IN_A_MEETING.includes(readState(saidState(call)));
  return lives && (isJsonObject(call.chatInfo) || isJsonObject(call.meetingInfo)) ? [{ type: 'meetingData', ...heard }] : [];
}

/** Before the answer meeting data would tell of the caller's side; after the end of nothing. */
const NOT_IN_A_MEETING: readonly (CallState | undefined)[] = ['incoming', 'terminated'];

/** As Graph wrote it; `callState` in a draft of 2018 (reference §5.1). */
export function saidState(call: JsonObject): string | undefined {
  return (text(call, 'state') ?? text(call, 'callState'))?.toLowerCase();
}

/** States that say less or more than we ask (design, rule 2); one that we do not know belongs to a call that lives. */
function readState(state: string | undefined): CallState | undefined {
  switch (state) {
    case undefined:
    case 'terminating':
      return undefined;
    case 'incoming':
    case 'redirecting':
      return 'incoming';
    case 'establishing':
    case 'ringing':
      return 'establishing';
    case 'terminated':
      return 'terminated';
    default:
      return 'established';
  }
}
