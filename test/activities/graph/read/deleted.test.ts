import { expect, it } from 'vitest';
import { readNotifications } from '../../../../activities/graph/read/notifications.ts';

const CALL = '/communications/calls/57DAB8B1894C409AB240BD8BEAE78896';
const read = (resourceUrl: string, resourceData: unknown) =>
  readNotifications([{ changeType: 'deleted', resourceUrl, resourceData }], '2026-11-23T10:00:00.000Z').events;

it.each([{ data: undefined }, { data: null }, { data: {} }, { data: [] }, { data: [{}] }])(
  'is the end of the call, whatever comes with it: $data',
  ({ data }) => {
    expect(read(CALL, data)).toMatchObject([{ type: 'call', state: 'terminated', deleted: true }]);
  },
);

it('is the leaving of those whom a collection names, not a roster of all who are in', () => {
  expect(read(`${CALL}/participants`, [{ info: { identity: { user: { id: 'u1' } } } }])).toMatchObject([
    { extent: 'delta', participants: [{ id: 'u1', left: true }] },
  ]);
  expect(read(`${CALL}/participants`, [])).toEqual([]);
});
