import { type AuthenticationResult, AuthError, ConfidentialClientApplication, ServerError } from '@azure/msal-node';
import { type ClientCredential, type Proof, readProof } from './client-credential.ts';
import { type CachedToken, cacheToken } from './token-cache.ts';
import { NoAnswer, TokenRequestRejected } from './request-errors.ts';

export interface TokenSettings {
  clientId: string;
  credential: ClientCredential;
  /** Such as `https://login.microsoftonline.com`, no trailing slash. */
  authorityHost: string;
  graphBaseUrl: string;
}

/**
 * A bearer token of the app in a tenant, from the cache while it is valid; `fresh`: Graph has refused the cached one.
 * @throws {TokenRequestRejected} @throws {NoAnswer} when a later try may succeed
 */
export type Tokens = (tenantId: string, options?: { fresh?: boolean }) => Promise<string>;

/** Entra's own trouble: service unavailable, throttled, timed out (Microsoft's AADSTS reference). */
const TEMPORARY = [50196, 90033, 90090, 90091, 90100];

/** Client credentials (app-only: the call API supports nothing else), in the tenant of each call (Graph §1). */
export function createTokens(settings: TokenSettings): Tokens {
  const tenants = new Map<string, (fresh: boolean) => Promise<string>>();
  return (tenantId, { fresh = false } = {}) => {
    const token = tenants.get(tenantId) ?? cacheToken(createTokenRequest(settings, tenantId));
    tenants.set(tenantId, token);
    return token(fresh);
  };
}

/** MSAL only makes the request: its cache, which would prevent a fresh token, is skipped. */
function createTokenRequest(settings: TokenSettings, tenantId: string): () => Promise<CachedToken> {
  const scopes = [`${new URL(settings.graphBaseUrl).origin}/.default`];
  let client: ConfidentialClientApplication | undefined;
  let usedProof: string | undefined;
  return async () => {
    try {
      const proof = await readProof(settings.credential, settings.authorityHost);
      // MSAL takes a new proof only into a new client, which asks Entra for its endpoints first: so only where it has changed.
      if (JSON.stringify(proof) !== usedProof) client = undefined;
      usedProof = JSON.stringify(proof);
      client ??= createClient(settings, proof, tenantId);
      const result = await client.acquireTokenByClientCredential({ scopes, skipCache: true });
      if (!result?.accessToken) throw new Error('Entra answered without a token');
      return toCachedToken(result);
    } catch (error) {
      // After a single 5xx, MSAL sends no request for a minute: far longer than anybody waits for a call to be answered.
      client = undefined;
      throw toTokenError(tenantId, error);
    }
  };
}

/** Before its expiry, if Entra does not say when to renew a token (`refresh_in`). */
const RENEW_BEFORE_EXPIRY_MS = 5 * 60_000;

/** Without an expiry it is good for one request only. */
function toCachedToken({ accessToken, expiresOn, refreshOn }: AuthenticationResult): CachedToken {
  const expiresAt = expiresOn?.getTime() ?? 0;
  return { accessToken, expiresAt, renewAt: refreshOn?.getTime() ?? expiresAt - RENEW_BEFORE_EXPIRY_MS };
}

function createClient(settings: TokenSettings, proof: Proof, tenantId: string): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: settings.clientId,
      ...proof,
      authority: `${settings.authorityHost}/${tenantId}`,
      // Without it MSAL asks Microsoft's public cloud whether to trust the host, and a sovereign or simulated one is not known there.
      knownAuthorities: [new URL(settings.authorityHost).host],
    },
  });
}

function toTokenError(tenantId: string, error: unknown): Error {
  if (!(error instanceof AuthError)) return new NoAnswer('no', `No token for tenant ${tenantId}`, { cause: error });
  const code = aadstsOf(error);
  const isPermanent = code !== undefined && !TEMPORARY.includes(code);
  if (isPermanent || isClientError(error)) return new TokenRequestRejected(tenantId, code, error);
  const reason = error.message.trim() || 'Entra gave no reason';
  return new NoAnswer('no', `No token for tenant ${tenantId}: ${reason}`, { cause: error });
}

function aadstsOf(error: AuthError): number | undefined {
  const text = /AADSTS(\d+)/.exec(error.message)?.[1] ?? (error instanceof ServerError ? error.errorNo : undefined);
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}

function isClientError(error: AuthError): boolean {
  const status = error instanceof ServerError ? error.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 408;
}
