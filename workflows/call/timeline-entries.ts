import type { ResultInfo } from '../contract/result-info.ts';
import type { TimelineEntry } from '../contract/timeline-entry.ts';
import type { Call, Identity } from './call.ts';
import { type Leg, NOT_OURS } from './leg.ts';
import { seenInCallSince, multipartyLegs, p2pLeg } from './selectors.ts';
import type { Operation } from './operation.ts';

export type NewTimelineEntry = Omit<TimelineEntry, 'at'>;

/** Somebody whose coming the timeline tells. */
export interface WatchedPerson {
  /** Of the user. */
  id: string;
  /** Such as `Caller`; no name of a person. */
  title: string;
}

/** What a fold has brought that an operator wants to read: the steps of the legs, of operations, of those who are watched. */
export function timelineEntriesOf(
  identity: Identity,
  before: Call,
  after: Call,
  watched: readonly WatchedPerson[],
): NewTimelineEntry[] {
  const p2p = p2pLeg(identity, after);
  return [
    ...(p2p ? p2pEntries(p2pLeg(identity, before), p2p) : []),
    ...multipartyLegs(after).flatMap((leg) => {
      return legEntries('multiparty', nameOf(identity, leg), sameLeg(before, leg), leg);
    }),
    ...Object.entries(after.operations).flatMap(([key, operation]) => operationEntries(before.operations[key], operation)),
    ...multipartyLegs(after).flatMap((leg) => watched.flatMap((person) => personEntries(before, after, leg, person))),
  ];
}

function nameOf({ run }: Identity, leg: Leg): string {
  if (leg.run !== run) return 'Multiparty leg of an earlier run';
  return leg.attempt === NOT_OURS ? 'Multiparty call' : `Multiparty leg ${leg.attempt}`;
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

function personEntries(before: Call, after: Call, leg: Leg, { id, title }: WatchedPerson): NewTimelineEntry[] {
  const place = seenInCallSince(after, leg, id, 0);
  if (place === 'absent' || place === seenInCallSince(before, leg, id, 0)) return [];
  return [{ what: place === 'in' ? `${title} is in the multiparty call` : `${title} is in the lobby`, leg: 'multiparty' }];
}

function said(resultInfo: ResultInfo | undefined): { resultInfo?: ResultInfo } {
  return resultInfo ? { resultInfo } : {};
}
