import { describe, expect, it } from 'vitest';
import { escalateOptionsSchema, parseEscalateCallInput } from '../../../workflows/contract/input-schema.ts';
import { DEFAULT_POLICY } from '../../../workflows/contract/policy.ts';

const USER = { user: { id: '8A34A46B-3D17-4ADC-8DCE-DC4E7D572698' } };
const CALL = { id: '57DAB8B1894C409AB240BD8BEAE78896', tenantId: 'caller-tenant', state: 'incoming', caller: USER };
const CHAT = { threadId: '19:meeting_x@thread.v2', messageId: '0' };
const ORGANIZER = { user: { id: 'organizer', tenantId: 'organizer-tenant' } };
const INPUT = { p2pCall: CALL, meeting: { joinMeetingId: '123 456 789' } };

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
    ['duration too long', { policy: { inviteWithin: '11 minutes' } }, 'policy.inviteWithin: must be at most 10 minutes'],
    ['keepAlive too seldom', { policy: { keepAliveEvery: '46 minutes' } }, 'policy.keepAliveEvery: must be at most 45 minutes'],
    ['duration in words', { policy: { probeAfter: 'soon' } }, 'policy.probeAfter: is not a duration'],
    ['duration of another type', { policy: { probeAfter: true } }, 'policy.probeAfter: must be a number'],
    ['too many attempts', { policy: { createAttempts: 6 } }, 'policy.createAttempts: must be at most 5'],
    ['no attempts', { policy: { inviteAttempts: 0 } }, 'policy.inviteAttempts: must be at least 1'],
    ['half an attempt', { policy: { inviteAttempts: 1.5 } }, 'policy.inviteAttempts: must be a whole number'],
    ['unknown policy', { policy: { patience: 1 } }, 'policy.patience: unknown field'],
    ['invite, not built yet', { invite: [USER] }, 'invite: is not built yet'],
    ['stay, not built yet', { afterwards: 'stay' }, "afterwards: 'stay' is not built yet"],
    ['new group call, not built yet', { meeting: { newGroupCall: true } }, 'meeting.newGroupCall: is not built yet'],
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
});
