import { describe, expect, it } from 'vitest';
import { type Call, fold, newCall } from '../../../workflows/call/call.ts';
import { timelineEntriesOf } from '../../../workflows/call/timeline-entries.ts';
import type { CallEvent } from '../../../workflows/contract/events.ts';

const identity = { run: 'run-1', p2pCallId: 'aaaaaaaa-0000-4000-8000-000000000001' };
const heard = {
  callId: identity.p2pCallId,
  at: '2026-11-24T10:00:00.000Z',
  leg: { kind: 'p2p', run: 'run-1', tenantId: 'tenant' },
} as const;
const established: CallEvent = { ...heard, type: 'call', state: 'established' };
const meetingData: CallEvent = { ...heard, type: 'meetingData' };
const rosterOf = (...ids: string[]): CallEvent => ({
  ...heard,
  type: 'roster',
  extent: 'full',
  source: 'notification',
  participants: ids.map((id) => ({ id, inLobby: false })),
});

/** What each of the events adds to the story of a P2P call that is established. */
function news(...events: CallEvent[]): string[][] {
  let call: Call = newCall([
    { callId: identity.p2pCallId, kind: 'p2p', attempt: 0, tenantId: 'tenant', run: identity.run, reached: 'established' },
  ]);
  return events.map((event, i) => {
    const before = call;
    call = fold(identity, call, event, i + 1);
    return timelineEntriesOf(identity, before, call, [{ id: 'caller', title: 'Caller' }]).map(({ what }) => what);
  });
}

describe('what the field reports of a P2P call that stays one', () => {
  it('established for a second time: no news', () => expect(news(established)).toEqual([[]]));

  it('a roster of caller and bot: no news, however often', () => {
    expect(news(rosterOf('bot', 'caller'), rosterOf('caller', 'instance'))).toEqual([[], []]);
    expect(news(rosterOf('bot', 'caller', 'guest'))).toEqual([[expect.stringContaining('lists several people')]]);
  });

  it('meeting data in parts: reported once, as what it may be', () => {
    const [first, second] = news(meetingData, meetingData);
    expect(first).toEqual([expect.stringContaining('may have become')]);
    expect(second).toEqual([]);
  });
});
