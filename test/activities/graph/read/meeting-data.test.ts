import { expect, it } from 'vitest';
import { readCall } from '../../../../activities/graph/read/call.ts';

const heard = { callId: '57dab8b1-894c-409a-b240-bd8beae78896', at: '2026-01-31T12:00:00.000Z' };
const token = { meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: 'eyJ.secret.token' } };
const types = (resource: object, deleted = false) => readCall(resource, heard, deleted).map(({ type }) => type);

it.each([
  ['an established call', { state: 'established', ...token }, ['call', 'meetingData']],
  ['an update without a state', { chatInfo: { threadId: '19:a@thread.v2' } }, ['meetingData']],
  ['a call on hold', { state: 'hold', chatInfo: {} }, ['call', 'meetingData']],
  ['a call that has no such data', { state: 'established', chatInfo: null, meetingInfo: null }, ['call']],
  ['a call that rings', { state: 'incoming', ...token }, ['call']],
  ['a call that has ended', { state: 'terminated', ...token }, ['call']],
])('%s: %s → %s', (_, resource, said) => expect(types(resource)).toEqual(said));

it('a deleted call shows its end only', () => expect(types(token, true)).toEqual(['call']));

it('and nothing of the data themselves', () => {
  expect(JSON.stringify(readCall({ state: 'established', ...token }, heard))).not.toContain('secret');
});
