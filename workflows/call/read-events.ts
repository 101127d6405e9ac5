import { isId } from '../contract/call-id.ts';
import type { CallEvent } from '../contract/events.ts';
import { isRecord } from '../contract/is-record.ts';

/**
 * The items of a signal that are events this version knows. Whatever else a signal carries is counted and ignored: an
 * exception here would fail the workflow task again and again (rule 9).
 */
export function readEvents(argument: unknown): { events: CallEvent[]; ignored: number } {
  const items: unknown[] = Array.isArray(argument) ? argument : [argument];
  const events = items.filter(isCallEvent);
  return { events, ignored: items.length - events.length };
}

const STATES: readonly unknown[] = ['incoming', 'establishing', 'established', 'terminated'];
const STATUSES: readonly unknown[] = ['running', 'completed', 'failed'];

function isCallEvent(item: unknown): item is CallEvent {
  if (
    !isRecord(item) ||
    typeof item.callId !== 'string' ||
    !isId(item.callId) ||
    !isLegRef(item.leg) ||
    !isResultInfo(item.resultInfo)
  )
    return false;
  switch (item.type) {
    case 'call':
      return STATES.includes(item.state);
    case 'callMissing':
    case 'meetingData':
      return true;
    case 'operation':
      return STATUSES.includes(item.status) && isOptionalString(item.operationId) && isOptionalString(item.clientContext);
    case 'roster':
      return Array.isArray(item.participants) && item.participants.every(isRosterEntry);
    default:
      return false;
  }
}

const KINDS: readonly unknown[] = [undefined, 'user', 'application', 'phone', 'guest', 'other'];

function isRosterEntry(entry: unknown): boolean {
  if (!isRecord(entry)) return false;
  const { id, kind, participantId, muted } = entry;
  const hasId = typeof id === 'string' && isId(id);
  const isSendable = participantId === undefined || (typeof participantId === 'string' && isId(participantId));
  return hasId && isSendable && KINDS.includes(kind) && (muted === undefined || typeof muted === 'boolean');
}

/** In characters. Result and timeline hold such texts, and Temporal refuses a result above 2 MB for ever; the webhook cuts them shorter. */
const LONGEST_TEXT = 2_000;

/** Its fields are written out as text, which an object may refuse. */
function isResultInfo(info: unknown): boolean {
  if (info === undefined) return true;
  if (!isRecord(info)) return false;
  const texts = [info.message, info.terminationReason, info.requestId, info.clientRequestId];
  return texts.every(isOptionalString) && [info.code, info.subcode].every((code) => code === undefined || Number.isInteger(code));
}

function isLegRef(leg: unknown): boolean {
  if (leg === undefined) return true;
  if (!isRecord(leg) || !isText(leg.run) || !isText(leg.tenantId)) return false;
  return leg.kind === 'p2p' || (leg.kind === 'multiparty' && Number.isInteger(leg.attempt));
}

function isOptionalString(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}
