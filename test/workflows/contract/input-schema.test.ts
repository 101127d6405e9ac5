import { describe, expect, it } from 'vitest';
import { escalateOptionsSchema, parseEscalateCallInput } from '../../../workflows/contract/input-schema.ts';
import { DEFAULT_POLICY } from '../../../workflows/contract/policy.ts';

const USER = { user: { id: '8A34A46B-3D17-4ADC-8DCE-DC4E7D572698' } };
const OTHER = { user: { id: '550fae72-d251-43ec-868c-373732c2704f', tenantId: 'other-tenant' } };
const people = (count: number) => Array.from({ length: count }, (_, person) => ({ user: { id: `person-${person}` } }));
const CALL = { id: '57DAB8B1894C409AB240BD8BEAE78896', tenantId: 'caller-tenant', state: 'incoming', caller: USER };
const CHAT = { threadId: '19:meeting_x@thread.v2', messageId: '0' };
const ORGANIZER = { user: { id: 'organizer', tenantId: 'organizer-tenant' } };
const INPUT = { p2pCall: CALL, meeting: { joinMeetingId: '123 456 789' } };

/** The same id as Graph writes it elsewhere. */
const respelt = ({ user }: { user: { id: string } }) => ({
  user: { id: user.id === user.id.toUpperCase() ? user.id.toLowerCase() : user.id.replaceAll('-', '').toUpperCase() },
});

function parsed(input: unknown) {
  const result = parseEscalateCallInput(input);
  if (!result.ok) throw new Error(result.why);
  return result.input;
}

function refused(input: unknown): string {
  const result = parseEscalateCallInput(input);
  if (result.ok) throw new Error('was accepted');
  return result.why;
}

describe('an input', () => {
  it('is completed with every default', () => {
    expect(parsed(INPUT)).toEqual({
      p2pCall: { ...CALL, preFetchMedia: [], acceptedModalities: ['audio'] },
      meeting: { kind: 'joinMeetingId', joinMeetingId: '123456789' },
      multipartyTenantId: 'caller-tenant',
      invite: [],
      afterwards: 'leave',
      policy: DEFAULT_POLICY,
    });
  });

  it('keeps the ids as they came', () => {
    expect(parsed(INPUT).p2pCall.id).toBe('57DAB8B1894C409AB240BD8BEAE78896');
  });

  it("takes the organizer's tenant for the multiparty leg where it is known", () => {
    const meeting = { chatInfo: CHAT, organizer: ORGANIZER };
    expect(parsed({ ...INPUT, meeting })).toMatchObject({
      multipartyTenantId: 'organizer-tenant',
      meeting: { kind: 'organizer', chatInfo: CHAT, organizer: ORGANIZER, allowConversationWithoutHost: true },
    });
  });

  it('may join by token, and by a join link', () => {
    expect(parsed({ ...INPUT, meeting: { token: 'ey' } }).meeting).toEqual({ kind: 'token', token: 'ey' });
    expect(parsed({ ...INPUT, meeting: { joinUrl: 'https://teams.microsoft.com/meet/12?p=x' } }).meeting).toMatchObject({
      passcode: 'x',
    });
  });

  it.each([
    [12_000, 12_000],
    ['12 seconds', 12_000],
    ['12s', 12_000],
    ['1.5 min', 90_000],
    ['500', 500],
    ['10 minutes', 600_000],
  ])('reads the duration %j as %d ms', (answerWithin, expected) => {
    expect(parsed({ ...INPUT, policy: { answerWithin } }).policy).toEqual({ ...DEFAULT_POLICY, answerWithin: expected });
  });

  it('may keep a call alive at longer distances than other deadlines', () => {
    expect(parsed({ ...INPUT, policy: { keepAliveEvery: '45 minutes' } }).policy.keepAliveEvery).toBe(2_700_000);
  });

  it('may stay for a week', () => {
    expect(parsed({ ...INPUT, policy: { stayAtMost: '7 days' } }).policy.stayAtMost).toBe(604_800_000);
  });

  it("carries further people and the starter's own words", () => {
    const more = { invite: [OTHER], afterwards: 'stay' as const, context: 'x'.repeat(2_000) };
    expect(parsed({ ...INPUT, ...more })).toMatchObject(more);
  });

  it('of a new group call stays', () => {
    expect(parsed({ ...INPUT, meeting: { newGroupCall: true } })).toMatchObject({
      meeting: { kind: 'newGroupCall' },
      multipartyTenantId: 'caller-tenant',
      afterwards: 'stay',
    });
  });

  it('may name 50 people, five for a new group call', () => {
    expect(parsed({ ...INPUT, invite: people(50) }).invite).toHaveLength(50);
    expect(parsed({ ...INPUT, meeting: { newGroupCall: true }, invite: people(5) }).invite).toHaveLength(5);
  });
});

describe('what is refused is named with its path', () => {
  it.each<[string, object, string]>([
    ['unknown field', { extra: 1 }, 'extra: unknown field'],
    ['unknown field below', { p2pCall: { ...CALL, callerId: 1 } }, 'p2pCall.callerId: unknown field'],
    ['unknown field of a meeting', { meeting: { token: 'a', joinUrl: 'b' } }, 'meeting.token: unknown field'],
    ['missing field', { p2pCall: { ...CALL, tenantId: undefined } }, 'p2pCall.tenantId: is missing'],
    ['missing caller id', { p2pCall: { ...CALL, caller: { user: {} } } }, 'p2pCall.caller.user.id: is missing'],
    ['id that leaves its path', { p2pCall: { ...CALL, id: '../users' } }, 'p2pCall.id: must consist of'],
    ['tenant that leaves its path', { p2pCall: { ...CALL, tenantId: 'a/b' } }, 'p2pCall.tenantId: must be a tenant id'],
    ['no time', { p2pCall: { ...CALL, receivedAt: 'yesterday' } }, 'p2pCall.receivedAt: must be an ISO time'],
    ['state', { p2pCall: { ...CALL, state: 'ringing' } }, 'p2pCall.state:'],
    ['no meeting', { meeting: undefined }, 'meeting: is missing'],
    ['empty meeting', { meeting: {} }, 'meeting: must hold joinUrl'],
    ['half a meeting', { meeting: { chatInfo: CHAT } }, 'meeting.organizer: is missing'],
    ['other join link', { meeting: { joinUrl: 'https://zoom.us/j/1' } }, 'meeting.joinUrl: host zoom.us'],
    ['meeting id of letters', { meeting: { joinMeetingId: 'abc' } }, 'meeting.joinMeetingId: must consist of digits'],
    ['duration of nothing', { policy: { answerWithin: 0 } }, 'policy.answerWithin: must be more than 0'],
    ['negative duration', { policy: { leaveAfter: '-1s' } }, 'policy.leaveAfter: must not be less than 0'],
    ['duration too long', { policy: { inviteWithin: '25 hours' } }, 'policy.inviteWithin: must be at most 1 day'],
    ['keepAlive too seldom', { policy: { keepAliveEvery: '46 minutes' } }, 'policy.keepAliveEvery: must be at most 45 minutes'],
    ['duration in words', { policy: { probeAfter: 'soon' } }, 'policy.probeAfter: is not a duration'],
    ['duration of another type', { policy: { probeAfter: true } }, 'policy.probeAfter: must be a number'],
    ['too many attempts', { policy: { createAttempts: 6 } }, 'policy.createAttempts: must be at most 5'],
    ['no attempts', { policy: { inviteAttempts: 0 } }, 'policy.inviteAttempts: must be at least 1'],
    ['half an attempt', { policy: { inviteAttempts: 1.5 } }, 'policy.inviteAttempts: must be a whole number'],
    ['unknown policy', { policy: { patience: 1 } }, 'policy.patience: unknown field'],
    ['stay for more than a week', { policy: { stayAtMost: '8 days' } }, 'policy.stayAtMost: must be at most 7 days'],
    ['51 people', { invite: people(51) }, 'invite: must not name more than 50 people'],
    ['somebody without an id', { invite: [{ user: {} }] }, 'invite[0].user.id: is missing'],
    ['somebody who replaces a call', { invite: [{ ...OTHER, replacesCallId: 'x' }] }, 'invite[0].replacesCallId: unknown field'],
    ['somebody twice', { invite: [OTHER, ...people(2), OTHER] }, 'invite[3].user.id: is listed twice'],
    ['somebody twice, in two spellings', { invite: [OTHER, respelt(OTHER)] }, 'invite[1].user.id: is listed twice'],
    ['the caller', { invite: [OTHER, USER] }, 'invite[1].user.id: is the caller'],
    ['the caller in another spelling', { invite: [respelt(USER)] }, 'invite[0].user.id: is the caller'],
    ['a novel', { context: 'x'.repeat(2_001) }, 'context: must not be longer than 2,000 characters'],
    ['words of another type', { context: 1 }, 'context:'],
    ['neither to leave nor to stay', { afterwards: 'wait' }, 'afterwards:'],
    ['no new group call', { meeting: { newGroupCall: false } }, 'meeting.newGroupCall: must be true'],
    ['new group call left', { meeting: { newGroupCall: true }, afterwards: 'leave' }, "afterwards: must be 'stay'"],
    [
      'new group call of seven',
      { meeting: { newGroupCall: true }, invite: people(6) },
      'invite: must not name more than 5 people',
    ],
  ])('%s', (_, change, why) => {
    expect(refused({ ...INPUT, ...change })).toContain(why);
  });

  it('all faults at once', () => {
    const why = refused({ ...INPUT, extra: 1, policy: { leaveAfter: -1 } });
    expect(why).toContain('extra:');
    expect(why).toContain('policy.leaveAfter:');
  });

  it.each([undefined, null, 3, 'text', []])('an input that is no object: %j', (input) => {
    expect(refused(input)).toContain('input:');
  });
});

it('options of a route are all of the input but the call', () => {
  expect(escalateOptionsSchema.safeParse({ meeting: { token: 'a' }, afterwards: 'leave', invite: [] }).success).toBe(true);
  expect(escalateOptionsSchema.safeParse({ meeting: { token: 'a' }, p2pCall: CALL }).success).toBe(false);
  expect(escalateOptionsSchema.safeParse({ meeting: { newGroupCall: true }, afterwards: 'leave' }).success).toBe(false);
});
