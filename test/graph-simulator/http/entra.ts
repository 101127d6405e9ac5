import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RequestPipeline } from '../request-pipeline/request-pipeline.ts';
import type { Reply } from '../model/reply.ts';
import { clientAssertionFault } from './client-assertion.ts';
import { type FederatedCredential, federatedAssertionFault, isFederated } from './federated-assertion.ts';
import { recordableHeaders } from './recordable-headers.ts';
import { sendOutcome } from './send-outcome.ts';
import type { AccessTokens } from './tokens.ts';

export interface EntraParts {
  requestPipeline: RequestPipeline;
  accessTokens: AccessTokens;
  applicationId: string;
  clientSecret: string;
  /** PEM: the certificate registered for the app, beside its secret. */
  clientCertificate?: string;
  federatedCredential?: FederatedCredential;
  roles: string[];
  /** Absent: every tenant is known. */
  tenants?: string[];
  origin: () => string;
}

const tenantParams = z.object({ tenant: z.string() });
const tokenForm = z.record(z.string(), z.string());
type TokenForm = z.infer<typeof tokenForm>;

/** Entra as far as MSAL's client credentials go: instance discovery, OpenID configuration, token endpoint. */
export function addEntra(server: FastifyInstance, parts: EntraParts): void {
  const { origin, requestPipeline } = parts;
  const configuration = '/v2.0/.well-known/openid-configuration';

  server.get('/common/discovery/instance', () => {
    const { host } = new URL(origin());
    return {
      tenant_discovery_endpoint: `${origin()}/common${configuration}`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    };
  });

  server.get(`/:tenant${configuration}`, (request) => {
    const { tenant } = tenantParams.parse(request.params);
    return {
      issuer: `${origin()}/${tenant}/v2.0`,
      authorization_endpoint: `${origin()}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${origin()}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${origin()}/${tenant}/discovery/v2.0/keys`,
      response_types_supported: ['token'],
    };
  });

  server.post('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    const tenantId = tenantParams.parse(request.params).tenant.toLowerCase();
    const form = tokenForm.parse(request.body);
    const { client_secret: _, client_assertion: __, ...body } = form;
    const { method, url } = request;
    const visit = {
      kind: 'token' as const,
      method,
      path: url,
      scope: { tenantId },
      headers: recordableHeaders(request.headers),
      body,
    };
    const outcome = await requestPipeline.serve(visit, () => token(parts, tenantId, form, `${origin()}${url.split('?')[0]}`));
    return sendOutcome(request, reply, outcome);
  });
}

/** Codes of Microsoft's AADSTS reference; the worker tells the faults apart by them (Graph §9.3). */
async function token(parts: EntraParts, tenantId: string, form: TokenForm, tokenEndpoint: string): Promise<Reply> {
  const { applicationId, accessTokens, roles, tenants } = parts;
  if (tenants && !tenants.includes(tenantId)) return refused('invalid_request', 90002, `Tenant '${tenantId}' not found.`);
  if (form.grant_type !== 'client_credentials')
    return refused('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  if (form.client_id !== applicationId) {
    return refused('unauthorized_client', 700016, 'Application was not found in the directory.');
  }
  const fault = await credentialFault(parts, form, tokenEndpoint);
  if (fault) return fault;
  if (form.scope?.split(' ').includes(`${parts.origin()}/.default`) !== true) {
    return refused('invalid_scope', 70011, 'The provided value for the input parameter scope is not valid.');
  }
  const { token: access_token, expiresIn } = await accessTokens.issue(tenantId, roles);
  return { status: 200, body: { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token } };
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** An assertion where there is one, else the secret. */
async function credentialFault(parts: EntraParts, form: TokenForm, tokenEndpoint: string): Promise<Reply | undefined> {
  const { applicationId, clientSecret, clientCertificate, federatedCredential } = parts;
  const { client_assertion: assertion, client_assertion_type: type, client_secret: secret } = form;
  if (assertion !== undefined && type === JWT_BEARER) {
    const checks = { assertion, certificate: clientCertificate, clientId: applicationId, tokenEndpoint };
    const fault = isFederated(assertion, applicationId)
      ? await federatedAssertionFault(assertion, federatedCredential)
      : await clientAssertionFault(checks);
    return fault && refused('invalid_client', fault.code, fault.why, 401);
  }
  if (secret === undefined) {
    return refused('invalid_client', 7000218, "The request body must contain 'client_assertion' or 'client_secret'.", 401);
  }
  return secret === clientSecret ? undefined : refused('invalid_client', 7000215, 'Invalid client secret provided.', 401);
}

function refused(error: string, code: number, why: string, status = 400): Reply {
  const trace = { timestamp: new Date().toISOString(), trace_id: randomUUID(), correlation_id: randomUUID() };
  return { status, body: { error, error_description: `AADSTS${code}: ${why}`, error_codes: [code], ...trace } };
}
