import { CompactSign } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  type CallbackRoute,
  callbackUri,
  createCallbackAddresses,
} from '../../../../activities/graph/client/callback-address.ts';

const NEW = 'n'.repeat(32);
const OLD = 'o'.repeat(32);
const addresses = createCallbackAddresses([NEW]);

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const ROUTE: CallbackRoute = {
  workflowId: 'escalation-57dab8b1894c409ab240bd8beae78896',
  leg: { kind: 'multiparty', tenantId: TENANT, run: '01926f3a-7c1e-7d3b-8e55-0123456789ab', attempt: 2 },
};

describe('an address', () => {
  it.each<[string, CallbackRoute]>([
    ['of a multiparty leg', ROUTE],
    ['of a P2P leg', { ...ROUTE, leg: { kind: 'p2p', tenantId: TENANT, run: ROUTE.leg.run } }],
    ['of a call whose id is no GUID', { ...ROUTE, workflowId: 'escalation-a1b2c3' }],
    ['of a workflow of another kind', { ...ROUTE, workflowId: 'invite-57dab8b1894c409ab240bd8beae78896-1' }],
    [
      'of a workflow id with dashes, which is not ours',
      { ...ROUTE, workflowId: 'escalation-57dab8b1-894c-409a-b240-bd8beae78896' },
    ],
    ['of a workflow id in capitals', { ...ROUTE, workflowId: 'escalation-57DAB8B1894C409AB240BD8BEAE78896' }],
    ['of a tenant that is a domain', { ...ROUTE, leg: { ...ROUTE.leg, tenantId: 'contoso.onmicrosoft.com' } }],
    ['of a run that is no GUID', { ...ROUTE, leg: { kind: 'p2p', tenantId: TENANT, run: 'Run_1' } }],
  ])('%s says what it was made for', async (_, route) => {
    expect(await addresses.verify(await addresses.sign(route))).toEqual(route);
  });

  it('writes a tenant id in small letters, which is the same tenant', async () => {
    const route = await addresses.verify(
      await addresses.sign({ ...ROUTE, leg: { ...ROUTE.leg, tenantId: TENANT.toUpperCase() } }),
    );
    expect(route?.leg.tenantId).toBe(TENANT);
  });

  it('has at most 200 characters, all of which may stand in a path', async () => {
    const address = await addresses.sign({
      ...ROUTE,
      leg: { run: ROUTE.leg.run, tenantId: TENANT.toUpperCase(), kind: 'multiparty', attempt: 99 },
    });
    expect(address.length).toBeLessThanOrEqual(200);
    expect(address).toMatch(/^[\w.-]+$/);
    expect(callbackUri('https://bot.example.com/', address)).toBe(`https://bot.example.com/api/calls/${address}`);
  });

  it('is refused when it would be longer', async () => {
    await expect(
      addresses.sign({ ...ROUTE, leg: { ...ROUTE.leg, tenantId: `${'x'.repeat(100)}.onmicrosoft.com` } }),
    ).rejects.toThrow(/200 are allowed/);
  });

  it('is refused for ids with blanks, which would be read as two', async () => {
    await expect(addresses.sign({ ...ROUTE, workflowId: 'a b' })).rejects.toThrow(/space/);
  });
});

describe('verify', () => {
  it('knows each key of the list, and signs with the first', async () => {
    const both = createCallbackAddresses([NEW, OLD]);
    const old = await createCallbackAddresses([OLD]).sign(ROUTE);
    expect(await both.verify(old)).toEqual(ROUTE);
    expect(await addresses.verify(await both.sign(ROUTE))).toEqual(ROUTE);
    expect(await addresses.verify(old)).toBeUndefined();
  });

  it('refuses an address of which any character was altered', async () => {
    const address = await addresses.sign(ROUTE);
    // The last character of each part holds bits that base64url drops, so it is left out.
    const ends = new Set([...address.matchAll(/(\.|$)/g)].map(({ index }) => index - 1));
    for (let index = 0; index < address.length; index++) {
      if (ends.has(index)) continue;
      const altered = `${address.slice(0, index)}${address[index] === 'A' ? 'B' : 'A'}${address.slice(index + 1)}`;
      expect(await addresses.verify(altered), `character ${index}`).toBeUndefined();
    }
  });

  it('refuses the payload of one address with the signature of another', async () => {
    const [header, payload] = (await addresses.sign(ROUTE)).split('.');
    const [, , signature] = (
      await addresses.sign({ ...ROUTE, leg: { kind: 'p2p', tenantId: TENANT, run: ROUTE.leg.run } })
    ).split('.');
    expect(await addresses.verify(`${header}.${payload}.${signature}`)).toBeUndefined();
  });

  it.each(['', 'x', '..', 'a.b.c', '%00', 'é'])('refuses %j', async (address) => {
    expect(await addresses.verify(address)).toBeUndefined();
  });

  it('refuses another algorithm with the same key, and none', async () => {
    const secret = new TextEncoder().encode(NEW.repeat(2));
    const [, payload] = (await addresses.sign(ROUTE)).split('.');
    const hs512 = await new CompactSign(Buffer.from(payload ?? '', 'base64url'))
      .setProtectedHeader({ alg: 'HS512' })
      .sign(secret);
    expect(await createCallbackAddresses([NEW.repeat(2)]).verify(hs512)).toBeUndefined();
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await addresses.verify(`${none}.${payload}.`)).toBeUndefined();
  });

  it.each(['e~x', 'escalation run p', 'w run m0 tenant', 'w run mx tenant', 'w run q tenant', ''])(
    'refuses %j, though signed',
    async (payload) => {
      const secret = new TextEncoder().encode(NEW);
      const signed = await new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'HS256' }).sign(secret);
      expect(await addresses.verify(signed)).toBeUndefined();
    },
  );
});

it('needs a key', () => {
  expect(() => createCallbackAddresses([])).toThrow('CALLBACK_SIGNING_KEY');
});
