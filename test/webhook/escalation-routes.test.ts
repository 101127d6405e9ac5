import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { IncomingCall } from '../../activities/graph/read/incoming-call.ts';
import { type EscalationRoute, findRoute, readEscalationRoutes } from '../../webhook/escalation-routes.ts';
import { temporaryFile } from './temporary-file.ts';

const file = temporaryFile('routes.json');
const MEETING = { joinMeetingId: '123 456' };

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const CALLER = '550fae72-d251-43ec-868c-373732c2704f';
const CALL: IncomingCall = {
  callId: 'c',
  at: '2026-01-31T12:00:00.000Z',
  caller: { id: CALLER },
  sourceKinds: ['user'],
  targetIds: ['app', 'Resource-Account'],
};

describe('the first route that matches', () => {
  const route = (when: EscalationRoute['when'], subject: string): EscalationRoute => ({
    when,
    escalate: { meeting: MEETING, subject },
  });
  const found = (when: EscalationRoute['when'], call = CALL) => findRoute([route(when, 'it')], call, TENANT)?.escalate.subject;

  it.each([
    [{}],
    [{ tenantId: TENANT.toUpperCase() }],
    [{ callerUserId: CALLER.replaceAll('-', '').toUpperCase() }],
    [{ targetId: 'app' }],
    [{ targetId: 'resource-account' }],
    [{ tenantId: TENANT, callerUserId: CALLER, targetId: 'app' }],
  ])('is one with %j', (when) => {
    expect(found(when)).toBe('it');
  });

  it.each([
    [{ tenantId: 'another' }],
    [{ callerUserId: 'another' }],
    [{ targetId: 'another' }],
    [{ tenantId: TENANT, callerUserId: CALLER, targetId: 'another' }],
  ])('is none with %j', (when) => {
    expect(found(when)).toBeUndefined();
  });

  it('is none that asks for a caller, where there is no user', () => {
    const { caller: _, ...anonymous } = CALL;
    expect(found({ callerUserId: CALLER }, anonymous)).toBeUndefined();
    expect(found({}, anonymous)).toBe('it');
  });

  it('wins', () => {
    const routes = [route({ targetId: 'x' }, 'one'), route({ targetId: 'app' }, 'two'), route({}, 'three')];
    expect(findRoute(routes, CALL, TENANT)?.escalate.subject).toBe('two');
  });
});

describe('the file', () => {
  const read = (text: string) => {
    writeFileSync(file, text);
    return readEscalationRoutes(file);
  };
  const readRoute = (escalate: object, when: object = {}) => read(JSON.stringify([{ when, escalate }]));

  it('is kept as it is written: the worker applies the defaults', () => {
    const escalate = { meeting: MEETING, subject: 'Help', policy: { onFailure: 'hangUp', answerWithin: '8 seconds' } };
    expect(readRoute(escalate, { targetId: 'app' })).toEqual([{ when: { targetId: 'app' }, escalate }]);
    expect(read('[]')).toEqual([]);
  });

  it.each([
    ['an unknown condition', '[{"when":{"tenant":"x"},"escalate":{"meeting":{"token":"x"}}}]', '[0].when.tenant: unknown field'],
    ['no condition at all', '[{"escalate":{"meeting":{"token":"x"}}}]', '[0].when: is missing'],
    [
      'an empty condition',
      '[{"when":{"targetId":""},"escalate":{"meeting":{"token":"x"}}}]',
      '[0].when.targetId: must not be empty',
    ],
    ['nothing to do', '[{"when":{}}]', '[0].escalate: '],
    ['no meeting', '[{"when":{},"escalate":{}}]', '[0].escalate.meeting: '],
    [
      'a slip in the policy',
      '[{"when":{},"escalate":{"meeting":{"token":"x"},"policy":{"answerIn":3}}}]',
      '[0].escalate.policy.answerIn: unknown field',
    ],
    ['a call', '[{"when":{},"escalate":{"meeting":{"token":"x"},"p2pCall":{}}}]', '[0].escalate.p2pCall: unknown field'],
    [
      'a fault in the second route',
      '[{"when":{},"escalate":{"meeting":{"token":"x"}}},{"when":{},"escalate":1}]',
      '[1].escalate: ',
    ],
    ['no list', '{}', 'must be a list of routes'],
    ['no JSON', '[', 'cannot be read as JSON'],
  ])('is refused for %s', (_, text, why) => {
    expect(() => read(text)).toThrow(why);
    expect(() => read(text)).toThrow(file);
  });

  it('reports all faults of all routes', () => {
    const wrong = { when: {}, escalate: { meeting: {}, policy: { createAttempts: 0 } } };
    expect(() => read(JSON.stringify([wrong, wrong]))).toThrow(
      /\[0\]\.escalate\.meeting[^]*\[0\]\.escalate\.policy[^]*\[1\]\.escalate\.meeting[^]*\[1\]\.escalate\.policy/,
    );
  });
});
