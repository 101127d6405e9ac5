import type { CallEvent, CallState } from '../../../workflows/contract/events.ts';
import { isJsonObject, type JsonObject, text } from './json.ts';
import { readResultInfo } from './result-info.ts';

/** Which call something is about, and when it was received; for a probe, when the GET was begun. */
export interface Received {
  callId: string;
  /** ISO time. */
  at: string;
}

/**
 * A call resource, of a notification or a GET, as events: its state, and whether it has meeting data. No state for
 * `terminating`, which is neither alive nor ended, nor for an item without a state, unless the call was deleted.
 * @param deleted whether the notification's changeType is `deleted`, which ends a call with or without a state (Graph §7)
 */
export function readCall(resource: unknown, { callId, at }: Received, deleted = false): CallEvent[] {
  if (!isJsonObject(resource)) return [];
  return [...readProgress(resource, { callId, at }, deleted), ...readMeetingData(resource, { callId, at }, deleted)];
}

function readProgress(resource: JsonObject, { callId, at }: Received, deleted: boolean): CallEvent[] {
  const state = deleted ? 'terminated' : readState(rawState(resource));
  if (state === undefined) return [];
  const resultInfo = state === 'terminated' ? readResultInfo(resource) : undefined;
  return [{ type: 'call', callId, at, state, ...(deleted && { deleted }), ...(resultInfo && { resultInfo }) }];
}

/** An update need not carry a state (Graph §5.2). The data themselves, above all `meetingInfo.token`, go no further. */
function readMeetingData(call: JsonObject, received: Received, deleted: boolean): CallEvent[] {
  const isAlive = !deleted && !NOT_IN_A_MEETING.includes(readState(rawState(call)));
  return isAlive && (isJsonObject(call.chatInfo) || isJsonObject(call.meetingInfo)) ? [{ type: 'meetingData', ...received }] : [];
}

/** Before the answer, meeting data would be about the caller's side; after the end, about nothing. */
const NOT_IN_A_MEETING: readonly (CallState | undefined)[] = ['incoming', 'terminated'];

/** Lower case; `callState` is from a draft of 2018 (Graph §5.1). */
export function rawState(call: JsonObject): string | undefined {
  return (text(call, 'state') ?? text(call, 'callState'))?.toLowerCase();
}

/** Graph's finer states as ours (rule 2); an unknown one belongs to a call that is alive. */
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
