import { type AuthenticationResult, AuthError, ConfidentialClientApplication, ServerError } from '@azure/msal-node';
import type { ClientCredential } from './client-credential.ts';
import { type KeptToken, keepToken } from './kept-token.ts';
import { NoAnswer } from './no-answer.ts';
import { TokenRefused } from './token-refused.ts';

export interface TokenSettings {
  clientId: string;
  credential: ClientCredential;
  /** Such as `https://login.microsoftonline.com`, no trailing slash. */
  authorityHost: string;
  graphBaseUrl: string;
}

/**
 * A bearer token of the app in a tenant, the kept one while it is valid; `fresh`: Graph has refused that one.
 * Throws `TokenRefused`, or `NoAnswer` where a later try may succeed.
 */
export type Tokens = (tenantId: string, options?: { fresh?: boolean }) => Promise<string>;

/** Entra's own troubles: service unavailable, throttled, time-out (AADSTS reference of Microsoft). */
const TEMPORARY = [50196, 90033, 90090, 90091, 90100];

/** Client credentials (app-only: the call API knows no other), in the tenant of each call (reference §1). */
export function createTokens(settings: TokenSettings): Tokens {
  const tenants = new Map<string, (fresh: boolean) => Promise<string>>();
  return (tenantId, { fresh = false } = {}) => {
    const token = tenants.get(tenantId) ?? keepToken(createTokenRequest(settings, tenantId));
    tenants.set(tenantId, token);
    return token(fresh);
  };
}

/** MSAL only makes the request: its cache, which would stand in the way of a fresh token, is skipped. */
function createTokenRequest(settings: TokenSettings, tenantId: string): () => Promise<KeptToken> {
  const scopes = [`${new URL(settings.graphBaseUrl).origin}/.default`];
  let client: ConfidentialClientApplication | undefined;
  return async () => {
    try {
      client ??= createClient(settings, tenantId);
      const result = await client.acquireTokenByClientCredential({ scopes, skipCache: true });
      if (!result?.accessToken) throw new Error('Entra answered without a token');
      return keptToken(result);
    } catch (error) {
      // After a single 5xx MSAL refuses by itself to ask for a minute: far longer than anybody waits for an answer to a call.
      client = undefined;
      throw asTokenFault(tenantId, error);
    }
  };
}

/** Before its end, where Entra names no time at which a token should be renewed (`refresh_in`). */
const RENEW_BEFORE_END_MS = 5 * 60_000;

/** Without an end it is good for the request that asked for it. */
function keptToken({ accessToken, expiresOn, refreshOn }: AuthenticationResult): KeptToken {
  const expiresAt = expiresOn?.getTime() ?? 0;
  return { accessToken, expiresAt, renewAt: refreshOn?.getTime() ?? expiresAt - RENEW_BEFORE_END_MS };
}

function createClient(settings: TokenSettings, tenantId: string): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: settings.clientId,
      ...settings.credential,
      authority: `${settings.authorityHost}/${tenantId}`,
      // Without it MSAL asks Microsoft's public cloud whether the host may be trusted, which a sovereign or a simulated one is not.
      knownAuthorities: [new URL(settings.authorityHost).host],
    },
  });
}

function asTokenFault(tenantId: string, error: unknown): Error {
  if (!(error instanceof AuthError)) return new NoAnswer('no', `No token for tenant ${tenantId}`, { cause: error });
  const code = aadstsOf(error);
  const refusedFor = code !== undefined && !TEMPORARY.includes(code);
  if (refusedFor || isClientError(error)) return new TokenRefused(tenantId, code, error);
  const why = error.message.trim() || 'Entra gave no reason';
  return new NoAnswer('no', `No token for tenant ${tenantId}: ${why}`, { cause: error });
}

function aadstsOf(error: AuthError): number | undefined {
  const text = /AADSTS(\d+)/.exec(error.message)?.[1] ?? (error instanceof ServerError ? error.errorNo : undefined);
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}

function isClientError(error: AuthError): boolean {
  const status = error instanceof ServerError ? error.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 408;
}
