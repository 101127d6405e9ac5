import type { ResultInfo, TimelineEntry } from '../contract/result.ts';
import type { Call, Identity } from './call.ts';
import type { Leg } from './leg.ts';
import { callerSeenSince, multipartyLegs, p2pLeg } from './selectors.ts';
import type { Operation } from './operation.ts';

export type NewTimelineEntry = Omit<TimelineEntry, 'at'>;

/** What a fold has brought that an operator wants to read: the steps of the legs, of operations, of the caller. */
export function timelineEntriesOf(identity: Identity, before: Call, after: Call, callerId: string): NewTimelineEntry[] {
  const p2p = p2pLeg(identity, after);
  return [
    ...(p2p ? p2pEntries(p2pLeg(identity, before), p2p) : []),
    ...multipartyLegs(after).flatMap((leg) => {
      const name = leg.run === identity.run ? `Multiparty leg ${leg.attempt}` : 'Multiparty leg of an earlier run';
      return legEntries('multiparty', name, sameLeg(before, leg), leg);
    }),
    ...Object.entries(after.operations).flatMap(([key, operation]) => operationEntries(before.operations[key], operation)),
    ...multipartyLegs(after).flatMap((leg) => callerEntries(before, after, leg, callerId)),
  ];
}

function p2pEntries(before: Leg | undefined, after: Leg): NewTimelineEntry[] {
  return [...legEntries('p2p', 'P2P call', before, after), ...turnEntries(before, after)];
}

function sameLeg(before: Call, leg: Leg): Leg | undefined {
  return multipartyLegs(before).find(
    ({ attempt, run, callId }) => attempt === leg.attempt && run === leg.run && callId === leg.callId,
  );
}

function legEntries(kind: 'p2p' | 'multiparty', name: string, before: Leg | undefined, after: Leg): NewTimelineEntry[] {
  const entries: NewTimelineEntry[] = [];
  if (before?.reached !== after.reached) entries.push({ what: `${name} is ${after.reached}`, leg: kind });
  if (after.end && !before?.end) {
    entries.push({
      what: after.end.evidence === 'missing' ? `${name} is gone (Graph answers 404)` : `${name} has ended`,
      leg: kind,
      ...said(after.end.resultInfo),
    });
  }
  return entries;
}

/**
 * A P2P call may turn multiparty under its old id; nothing changes for the escalation, but who reads the story should know
 * (Graph §11.12, §11.8). Meeting data come with calls that stay what they are, too (Graph §14).
 */
function turnEntries(before: Leg | undefined, after: Leg): NewTimelineEntry[] {
  const turned = 'Graph sent meeting data with the P2P call: it may have become a multiparty call by itself';
  const several =
    "Graph lists several people under the P2P call: it has become a multiparty call by itself, or this is the meeting's roster";
  return [
    ...(after.hasMeetingData && !before?.hasMeetingData ? [turned] : []),
    ...(after.listsSeveral && !before?.listsSeveral ? [several] : []),
  ].map((what) => ({ what, leg: 'p2p' }));
}

function operationEntries(before: Operation | undefined, after: Operation): NewTimelineEntry[] {
  if (before?.status === after.status || after.status === 'running') return [];
  return [{ what: `Invite operation ${after.status}`, leg: 'multiparty', ...said(after.resultInfo) }];
}

function callerEntries(before: Call, after: Call, leg: Leg, callerId: string): NewTimelineEntry[] {
  const place = callerSeenSince(after, leg, callerId, 0);
  if (place === 'absent' || place === callerSeenSince(before, leg, callerId, 0)) return [];
  return [{ what: place === 'in' ? 'Caller is in the multiparty call' : 'Caller is in the lobby', leg: 'multiparty' }];
}

function said(resultInfo: ResultInfo | undefined): { resultInfo?: ResultInfo } {
  return resultInfo ? { resultInfo } : {};
}
