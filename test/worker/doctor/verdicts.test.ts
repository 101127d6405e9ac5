import { describe, expect, it } from 'vitest';
import { judgeDns } from '../../../worker/doctor/checks/callback-dns.ts';
import { judgeCredential } from '../../../worker/doctor/checks/credential.ts';
import { judgeSearchAttributes } from '../../../worker/doctor/checks/search-attributes.ts';
import { judgeTemporal } from '../../../worker/doctor/checks/temporal.ts';
import { judgeVersion } from '../../../worker/doctor/checks/worker-version.ts';
import { judgeTokenSeen } from '../../../worker/doctor/checks/token.ts';
import { printLine } from '../../../worker/doctor/line.ts';
import { containing } from '../../support/matchers.ts';

// What the simulator and a development server do not show.

it('Temporal answers, and lets us not in', () => {
  const denied = Object.assign(new Error('7 PERMISSION_DENIED: no'), { code: 7, details: 'no', metadata: {} });
  const [line] = judgeTemporal({ address: 'a:7233', namespace: 'n', answered: { failed: denied } });
  expect(line).toMatchObject({ kind: 'bad', says: 'a:7233 answers, but denies access to namespace n: 7 PERMISSION_DENIED: no' });
});

it('search attributes of another type', () => {
  const failed = new Error('Search attributes X are not of type Keyword. Make them anew:\n  temporal remove\n  temporal create');
  expect(judgeSearchAttributes({ namespace: 'n', absent: { failed } })).toEqual([
    {
      kind: 'bad',
      says: 'Search attributes X are not of type Keyword. Make them anew:',
      todo: 'temporal remove\ntemporal create',
    },
  ]);
});

describe('addresses', () => {
  const lines = (...addresses: string[]) => judgeDns({ host: 'h', addresses: { found: addresses }, isSimulator: false });

  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) => {
    expect(lines(address)).toMatchObject([{ kind: 'good' }]);
  });

  it.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '127.0.0.1', '169.254.1.1', '::1', 'fd00::1', 'fe80::1'])(
    '%s is not',
    (address) => {
      expect(lines('8.8.8.8', address)).toMatchObject([{ kind: 'bad' }]);
    },
  );
});

it('a token that is no JWT hides its roles, which is no fault', () => {
  expect(judgeTokenSeen({ tenantId: 't', token: { found: 'opaque' } }).map(({ kind }) => kind)).toEqual(['good', 'note']);
});

it('a certificate that ends soon', () => {
  const now = Date.parse('2026-11-23T00:00:00Z');
  const until = (validUntil: string) =>
    judgeCredential({
      kind: 'certificate',
      proof: { found: { clientCertificate: { thumbprintSha256: '', privateKey: '', validUntil } } },
      now,
    });
  expect(until('2026-12-08T00:00:00.000Z')).toMatchObject([{ kind: 'good' }]);
  expect(until('2026-12-06T00:00:00.000Z')).toMatchObject([{ kind: 'bad', says: containing('13 days') }]);
  expect(until('2026-11-22T00:00:00.000Z')).toMatchObject([{ kind: 'bad', says: containing('expired on') }]);
});

it('a federated token: what the app registration must name, and its end', () => {
  const now = Date.parse('2026-11-23T00:00:00Z');
  const claims = { iss: 'https://cluster', sub: 'system:serviceaccount:calls:worker', aud: ['api://AzureADTokenExchange'] };
  const seen = (exp: number) => {
    const parts = [{ alg: 'RS256' }, { ...claims, exp }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    return judgeCredential({ kind: 'federatedToken', proof: { found: { clientAssertion: `${parts.join('.')}.c2ln` } }, now });
  };
  expect(seen(now / 1000 + 60)).toMatchObject([
    { kind: 'good', says: containing('issuer https://cluster, subject system:serviceaccount:calls:worker, audience api://Az') },
  ]);
  expect(seen(now / 1000 - 60)).toMatchObject([{ kind: 'bad', says: containing('expired on 2026-11-22T23:59:00') }]);
  const opaque = judgeCredential({ kind: 'managedIdentity', proof: { found: { clientAssertion: 'opaque' } }, now });
  expect(opaque).toMatchObject([{ kind: 'bad', todo: containing('MANAGED_IDENTITY_CLIENT_ID') }]);
});

it('a version of the worker that gets the new calls, another that does, and none', () => {
  const version = { deploymentName: 'calls', buildId: '2' };
  const judged = (found: string | undefined) => judgeVersion({ version, current: { found } });
  expect(judged('2')).toMatchObject([{ kind: 'good' }]);
  expect(judged('1')).toMatchObject([{ kind: 'note', says: containing('new calls go to 1 of calls, not to 2') }]);
  expect(judged(undefined)).toMatchObject([{ kind: 'bad', todo: containing('set-current-version --deployment-name calls') }]);
  expect(judgeVersion({ version: undefined, current: { found: undefined } })).toEqual([]);
});

it('prints what to do below what is wrong', () => {
  expect(printLine('token', { kind: 'bad', says: 'no', todo: 'this\nthat' })).toBe(
    '✗ token                no\n    → this\n      that',
  );
  expect(printLine('token', { kind: 'skipped', says: 'no token' })).toBe('– token                not checked: no token');
});
