import { AuthError, ConfidentialClientApplication, ServerError } from '@azure/msal-node';
import type { ClientCredential } from './client-credential.ts';
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
 * A bearer token of the app in a tenant, from MSAL's cache while it lasts; `fresh` passes the cache over.
 * Throws `TokenRefused`, or `NoAnswer` where a later try may succeed.
 */
export type Tokens = (tenantId: string, options?: { fresh?: boolean }) => Promise<string>;

/** Entra's own troubles: service unavailable, throttled, time-out (AADSTS reference of Microsoft). */
const TEMPORARY = [50196, 90033, 90090, 90091, 90100];

/** Client credentials (app-only: the call API knows no other), in the tenant of each call (reference §1). */
export function createTokens(settings: TokenSettings): Tokens {
  const clients = new Map<string, ConfidentialClientApplication>();
  const scopes = [`${new URL(settings.graphBaseUrl).origin}/.default`];

  function clientFor(tenantId: string): ConfidentialClientApplication {
    const known = clients.get(tenantId);
    if (known) return known;
    const client = createClient(settings, tenantId);
    clients.set(tenantId, client);
    return client;
  }

  return async (tenantId, { fresh = false } = {}) => {
    try {
      const result = await clientFor(tenantId).acquireTokenByClientCredential({ scopes, skipCache: fresh });
      if (!result?.accessToken) throw new Error('Entra answered without a token');
      return result.accessToken;
    } catch (error) {
      // After a single 5xx MSAL refuses by itself to ask for a minute: far longer than anybody waits for an answer to a call.
      clients.delete(tenantId);
      throw asTokenFault(tenantId, error);
    }
  };
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
