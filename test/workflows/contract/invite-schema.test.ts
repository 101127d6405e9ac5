import { describe, expect, it } from 'vitest';
import { inviteClientContext, inviteWorkflowId, inviteWorkflowOf } from '../../../workflows/contract/call-id.ts';
import { parseInviteToCallInput } from '../../../workflows/contract/invite-schema.ts';
import { DEFAULT_POLICY } from '../../../workflows/contract/policy.ts';

const CALL = { id: '90ED37DC-D8E3-4E11-9DE3-30A955DDA06F', tenantId: 'tenant' };
const JANE = { user: { id: '550fae72-d251-43ec-868c-373732c2704f', displayName: 'Jane' } };
const MOVED = { user: { id: 'moved' }, replacesCallId: '57DAB8B1894C409AB240BD8BEAE78896' };
const INPUT = { requestId: 'request-1', call: CALL, participants: [JANE, MOVED] };
const { inviteWithin, replaceWithin, probeAfter, inviteAttempts } = DEFAULT_POLICY;
const people = (count: number) => Array.from({ length: count }, (_, person) => ({ user: { id: `person-${person}` } }));

const parse = (change: object) => parseInviteToCallInput({ ...INPUT, ...change });

it('an input is completed with every default', () => {
  expect(parse({})).toEqual({
    ok: true,
    input: { ...INPUT, together: true, policy: { inviteWithin, replaceWithin, probeAfter, inviteAttempts } },
  });
});

it('an input may say more', () => {
  const more = { together: false, context: '', participants: people(50), policy: { inviteWithin: '1 minute' } };
  expect(parse(more)).toMatchObject({ ok: true, input: { ...more, policy: { inviteWithin: 60_000, replaceWithin } } });
});

describe('what is refused is named with its path', () => {
  it.each<[string, object, string]>([
    ['unknown field', { extra: 1 }, 'extra: unknown field'],
    ['no request id', { requestId: undefined }, 'requestId: is missing'],
    ['an empty request id', { requestId: '' }, 'requestId: must be 1 to 64 of'],
    ['a long request id', { requestId: 'x'.repeat(65) }, 'requestId: must be 1 to 64 of'],
    ['a request id of other letters', { requestId: 'a/b' }, 'requestId: must be 1 to 64 of'],
    ['a request id of two lines', { requestId: 'a\n' }, 'requestId: must be 1 to 64 of'],
    ['no call', { call: undefined }, 'call: is missing'],
    ['a call that leaves its path', { call: { ...CALL, id: '../users' } }, 'call.id: must consist of'],
    ['no tenant', { call: { id: CALL.id } }, 'call.tenantId: is missing'],
    ['nobody', { participants: [] }, 'participants: must name at least one person'],
    ['51 people', { participants: people(51) }, 'participants: must not name more than 50 people'],
    ['somebody twice', { participants: [JANE, MOVED, JANE] }, 'participants[2].user.id: is listed twice'],
    [
      'somebody twice, in two spellings',
      { participants: [JANE, { user: { id: JANE.user.id.replaceAll('-', '').toUpperCase() } }] },
      'participants[1].user.id: is listed twice',
    ],
    ['a path for a call', { participants: [{ ...MOVED, replacesCallId: '/calls/1' }] }, 'participants[0].replacesCallId: must'],
    ['a long context', { context: 'x'.repeat(2_001) }, 'context: must not be longer than 2,000 characters'],
    ['a policy of another story', { policy: { keepAliveEvery: 1 } }, 'policy.keepAliveEvery: unknown field'],
  ])('%s', (_, change, why) => {
    const result = parse(change);
    expect(result.ok ? '' : result.why).toContain(why);
  });
});

describe('the context of an invite', () => {
  it('names its workflow, and is short enough for Graph whatever the ids', () => {
    const workflowId = inviteWorkflowId('X'.repeat(128), 'y._-'.repeat(16));
    const context = inviteClientContext(workflowId, 100);
    expect(context.length).toBeLessThanOrEqual(256);
    expect(inviteWorkflowOf(context)).toBe(workflowId);
  });

  it.each([
    'invite-01926f3a-7c1e-7d3b-8e55-0123456789ab-1',
    'call-90ed/1',
    'invite-90ed/1',
    'invite-a-b/x',
    'x invite-a-b/1',
    '',
  ])('of anything else names none: %j', (context) => {
    expect(inviteWorkflowOf(context)).toBeUndefined();
  });
});
