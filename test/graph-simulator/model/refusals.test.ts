import { describe, expect, it } from 'vitest';
import { ASKER, CREATE, teamsWith } from '../testing/teams-in-virtual-time.ts';

describe('refusals', () => {
  it('distinguishes a token of another tenant from a missing permission', () => {
    const teams = teamsWith();
    const callId = teams.call();
    const other = { ...ASKER, tenantId: '99999999-9999-4999-8999-999999999999' };
    expect(teams.ask({ kind: 'getCall', callId }, other)).toMatchObject({ status: 403, body: { error: { code: '7505' } } });
    expect(teams.ask({ kind: 'createCall', body: CREATE }, other)).toMatchObject({
      status: 403,
      body: { error: { code: '7505' } },
    });
    expect(teams.create({ tenantId: null })).toMatchObject({ status: 403, body: { error: { code: '7505' } } });
    const roleless = { ...ASKER, roles: [] };
    expect(teams.ask({ kind: 'createCall', body: CREATE }, roleless)).toMatchObject({
      status: 403,
      body: { error: { code: '7504' } },
    });
  });

  it.each([
    ['mediaConfigRequired', '8523'],
    ['mediaConfigRequired: BadRequest', 'BadRequest'],
    ['mediaConfigRequired: 8501', '8501'],
    ['mediaConfigRequired: ModelValidationFailure', 'ModelValidationFailure'],
  ] as const)('wants mediaConfig only where it is told to, by the quirk %s', (quirk, code) => {
    const teams = teamsWith([{ quirk }]);
    expect(teams.create()).toMatchObject({ status: 400, body: { error: { code } } });
    expect(teams.create({ mediaConfig: {} }).status).toBe(201);
    expect(teamsWith().create().status).toBe(201);
  });

  it('takes a call id only as it was given out', () => {
    const teams = teamsWith();
    expect(teams.ask({ kind: 'getCall', callId: teams.call().toLowerCase().replaceAll('0', 'x') }).status).toBe(404);
  });

  it('wants an https callback address', () => {
    expect(teamsWith().create({ callbackUri: 'http://bot.example.com/m' }).status).toBe(400);
    expect(teamsWith().create({ callbackUri: 'http://webhook:3978/m' }).status).toBe(201);
  });
});
