import type { FastifyInstance } from 'fastify';
import type { CallbackIssuer } from './tokens.ts';

/** The path of Microsoft's own, at https://api.aps.skype.com (Graph §5.6). */
export const OPENID_CONFIGURATION = '/v1/.well-known/OpenIdConfiguration';
const KEYS = '/v1/keys';

/** The OpenID metadata and keys of the callbacks' issuer. */
export function addCallbackMetadata(
  server: FastifyInstance,
  parts: { issuer: CallbackIssuer; issuerName: string; origin: () => string },
): void {
  server.get(OPENID_CONFIGURATION, () => ({
    issuer: parts.issuerName,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${parts.origin()}${KEYS}`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }));
  server.get(KEYS, () => ({ keys: parts.issuer.keys() }));
}
