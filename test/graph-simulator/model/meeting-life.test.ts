import { expect, test } from 'vitest';
import { CALLER, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';

test('a caller who is in the meeting already is listed before the invite, and twice after it', () => {
  const teams = teamsWith([{ quirk: 'callerInMeetingAlready' }]);
  const { multiparty } = teams.upToInvite();
  expect(usersIn(teams)).toEqual([CALLER]);
  teams.world.run(2 * SECOND);
  expect(usersIn(teams)).toEqual([CALLER, CALLER]);
  expect(teams.legs().find(({ id }) => id === multiparty)?.state).toBe('established');
});

test('a caller who leaves takes no other device along', () => {
  const teams = teamsWith([{ quirk: 'callerInMeetingAlready' }]);
  const { p2p } = teams.upToInvite();
  teams.world.run(2 * SECOND);
  teams.hangUp(p2p);
  expect(usersIn(teams)).toEqual([CALLER]);
});

test('an invitation is accepted late', () => {
  const teams = teamsWith([{ invite: 'accepted', afterMs: 30 * SECOND }]);
  teams.upToInvite();
  teams.world.run(29 * SECOND);
  expect(usersIn(teams)).toEqual([]);
  teams.world.run(2 * SECOND);
  expect(usersIn(teams)).toEqual([CALLER]);
});

test.each([
  ['chattyMeeting', false],
  ['chattyMeetingDeltas', true],
] as const)('with %s rosters come each second, of others only', (quirk, asDeltas) => {
  const teams = teamsWith([{ quirk }]);
  teams.create();
  teams.world.run(SECOND);
  teams.sent.length = 0;
  teams.world.run(10 * SECOND);
  expect(teams.kinds()).toEqual(Array(10).fill('roster'));
  expect(teams.sent.every(({ body }) => JSON.stringify(body).includes('deltaParticipants') === asDeltas)).toBe(true);
});
