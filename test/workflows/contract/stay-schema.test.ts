import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../workflows/contract/policy.ts';
import { parseStayInCallInput } from '../../../workflows/contract/stay-schema.ts';

const CALL = { id: '90ED37DC-D8E3-4E11-9DE3-30A955DDA06F', tenantId: 'tenant' };
const { keepAliveEvery, aloneFor, stayAtMost, probeAfter, inviteWithin, replaceWithin, inviteAttempts } = DEFAULT_POLICY;
const POLICY = { keepAliveEvery, aloneFor, stayAtMost, probeAfter, inviteWithin, replaceWithin, inviteAttempts };

it('an input is completed with every default', () => {
  expect(parseStayInCallInput({ call: CALL })).toEqual({ ok: true, input: { call: CALL, policy: POLICY } });
});

it('an input may say more', () => {
  const more = { p2pCallId: '57DAB8B1894C409AB240BD8BEAE78896', context: 'for me' };
  expect(parseStayInCallInput({ call: CALL, ...more, policy: { stayAtMost: '2 days' } })).toEqual({
    ok: true,
    input: { call: CALL, ...more, policy: { ...POLICY, stayAtMost: 172_800_000 } },
  });
});

describe('what is refused is named with its path', () => {
  it.each<[string, unknown, string]>([
    ['no call', {}, 'call: is missing'],
    ['what only we carry over', { call: CALL, carried: {} }, 'carried: unknown field'],
    ['a call that leaves its path', { call: { ...CALL, id: 'a/b' } }, 'call.id: must consist of'],
    ['a P2P call that leaves its path', { call: CALL, p2pCallId: '' }, 'p2pCallId: must not be empty'],
    ['a long context', { call: CALL, context: 'x'.repeat(2_001) }, 'context: must not be longer than 2,000 characters'],
    ['a policy of another story', { call: CALL, policy: { answerWithin: 1 } }, 'policy.answerWithin: unknown field'],
    ['keepAlive too seldom', { call: CALL, policy: { keepAliveEvery: '46 minutes' } }, 'policy.keepAliveEvery: must be at most'],
    ['no object', 'call', 'input:'],
  ])('%s', (_, input, why) => {
    const result = parseStayInCallInput(input);
    expect(result.ok ? '' : result.why).toContain(why);
  });
});
