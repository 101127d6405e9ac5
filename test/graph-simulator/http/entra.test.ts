import { type AuthError, ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from 'undici';
import { at } from '../testing/at.ts';
import { APPLICATION, SECRET, startTestingBot, TENANT, type TestingBot } from '../testing/testing-bot.ts';

let bot: TestingBot;
beforeAll(async () => {
  bot = await startTestingBot({ tenants: [TENANT], roles: ['Calls.JoinGroupCall.All'] });
});
afterAll(() => bot.stop());

/** MSAL as it is, but for trust in the simulator's certificate, which `NODE_EXTRA_CA_CERTS` gives the worker. */
function msal({
  tenant = TENANT,
  clientId = APPLICATION,
  secret = SECRET,
  knownAuthorities = [new URL(bot.simulator.authorityHost).host],
} = {}) {
  const auth = { clientId, clientSecret: secret, authority: `${bot.simulator.authorityHost}/${tenant}`, knownAuthorities };
  return new ConfidentialClientApplication({ auth, system: { networkClient: trusting() } });
}

function trusting(): INetworkModule {
  async function send<T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) {
    const { headers, body } = options ?? {};
    const response = await request(url, {
      method,
      dispatcher: bot.dispatcher,
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    });
    const sent = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    // What the type of MSAL's port promises of any JSON.
    return { headers: sent, body: (await response.body.json()) as T, status: response.statusCode };
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

const scopes = () => [`${bot.simulator.baseUrl}/.default`];
const tokenRequests = () => bot.simulator.record().requests.filter(({ kind }) => kind === 'token');

describe("MSAL's client credentials", () => {
  it('gets a token for the tenant, once', async () => {
    const client = msal();
    const before = tokenRequests().length;
    const result = await client.acquireTokenByClientCredential({ scopes: scopes() });
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      tid: TENANT,
      roles: ['Calls.JoinGroupCall.All'],
      aud: bot.simulator.baseUrl,
    });
    expect((await client.acquireTokenByClientCredential({ scopes: scopes() }))?.fromCache).toBe(true);
    expect(tokenRequests().length - before).toBe(1);
  });

  const refusals: [string, Parameters<typeof msal>[0], string][] = [
    ['a wrong secret', { secret: 'wrong' }, 'AADSTS7000215'],
    ['an unknown app', { clientId: '99999999-9999-4999-8999-999999999999' }, 'AADSTS700016'],
    ['an unknown tenant', { tenant: '99999999-9999-4999-8999-999999999999' }, 'AADSTS90002'],
  ];
  it.each(refusals)('is refused for %s', async (_, how, code) => {
    const refused = await msal(how)
      .acquireTokenByClientCredential({ scopes: scopes() })
      .catch((error: AuthError) => error.message);
    expect(refused).toContain(code);
  });

  it('leaves neither secret nor token in the record', async () => {
    const result = await msal().acquireTokenByClientCredential({ scopes: scopes() });
    const record = JSON.stringify(bot.simulator.record());
    expect(record).not.toContain(SECRET);
    expect(record).not.toContain(encodeURIComponent(SECRET));
    expect(record).not.toContain(result?.accessToken);
  });

  it('meets what is scripted for the token', async () => {
    bot.simulator.script([
      { request: 'token', do: 'reply', status: 400, body: { error: 'invalid_client', error_description: 'AADSTS700027: no.' } },
    ]);
    await expect(msal().acquireTokenByClientCredential({ scopes: scopes() })).rejects.toThrow('AADSTS700027');
  });
});

it('the call API takes only its own tokens', async () => {
  const path = '/v1.0/communications/calls/nobody';
  expect(await bot.ask('GET', path)).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
  const foreign = await bot.simulator.signCallbackToken({
    aud: bot.simulator.baseUrl,
    tid: TENANT,
    roles: ['Calls.JoinGroupCall.All'],
  });
  expect((await bot.ask('GET', path, undefined, { authorization: `Bearer ${foreign}` })).status).toBe(401);
});

describe('tokens of callbacks', () => {
  async function keys() {
    const { body } = await bot.ask('GET', new URL(bot.simulator.openIdConfigurationUrl).pathname);
    const keysAt = String(at(body, 'jwks_uri'));
    return createLocalJWKSet((await bot.ask('GET', new URL(keysAt).pathname)).body as JSONWebKeySet);
  }

  it('are verified by the published keys', async () => {
    bot.simulator.call({ tenantId: TENANT });
    await bot.simulator.waitFor('a delivered notification', ({ notifications }) =>
      notifications.some(({ fate }) => fate === 'delivered'),
    );
    const token = bot.authorizations[0]?.replace('Bearer ', '') ?? '';
    const { payload, protectedHeader } = await jwtVerify(token, await keys(), {
      issuer: 'https://api.botframework.com',
      audience: APPLICATION,
    });
    expect(payload).toMatchObject({ tid: TENANT });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_900);
    expect(protectedHeader.alg).toBe('RS256');
  });

  it('are not, when signed with an unpublished key or after the keys changed', async () => {
    const stranger = await bot.simulator.signCallbackToken({}, { unpublished: true });
    await expect(jwtVerify(stranger, await keys())).rejects.toThrow('no applicable key');
    const old = await bot.simulator.signCallbackToken({});
    await jwtVerify(old, await keys());
    await bot.simulator.rotateCallbackKeys();
    await expect(jwtVerify(old, await keys())).rejects.toThrow('no applicable key');
  });
});
