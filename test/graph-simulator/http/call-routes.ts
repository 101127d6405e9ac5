import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RequestPipeline, HeadedReply } from '../request-pipeline/request-pipeline.ts';
import { parseRequest } from '../request-pipeline/parse-request.ts';
import type { RecordedRequest } from '../request-pipeline/record.ts';
import { ROUTES, type Route } from '../request-pipeline/routes.ts';
import type { SimulatedTeams } from '../model/create-teams.ts';
import { badRequest, type Reply, refusal } from '../model/reply.ts';
import type { Asker } from '../model/requests.ts';
import { requestErrors } from '../schema/schema.ts';
import { recordableHeaders } from './recordable-headers.ts';
import { sendOutcome } from './send-outcome.ts';
import type { AccessTokens } from './tokens.ts';

export interface CallRoutesParts {
  requestPipeline: RequestPipeline;
  accessTokens: AccessTokens;
  teams: SimulatedTeams;
  graphBaseUrl: () => string;
}

const routeParams = z.record(z.string(), z.string());

/** The call API under `/v1.0`. */
export function addCallRoutes(server: FastifyInstance, parts: CallRoutesParts): void {
  for (const route of ROUTES) {
    const url = `/v1.0${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    server.route({
      method: route.method,
      url,
      handler: async (request, reply) => {
        const params = routeParams.parse(request.params);
        const asker = await askerOf(request, parts.accessTokens);
        const visit = {
          kind: route.kind,
          method: request.method,
          path: request.url,
          scope: { ...(asker && { tenantId: asker.tenantId }), ...(params.id !== undefined && { callId: params.id }) },
          headers: recordableHeaders(request.headers),
          ...(request.body !== undefined && { body: request.body }),
          present: (answer: HeadedReply) => asGraphAnswers(answer, request, parts),
        };
        const outcome = await parts.requestPipeline.serve(visit, async (entry) =>
          process(route, request, params, asker, entry, parts),
        );
        return sendOutcome(request, reply, outcome);
      },
    });
  }
}

function process(
  route: Route,
  request: FastifyRequest,
  params: Record<string, string>,
  asker: Asker | undefined,
  entry: RecordedRequest,
  { teams }: CallRoutesParts,
): Reply {
  if (!asker) return refusal(401, 'InvalidAuthenticationToken', 'Access token is missing, invalid or has expired.');
  const body = request.body ?? undefined;
  const violations = requestErrors(route.method, route.path, body);
  if (violations.length > 0) {
    entry.violations = violations;
    return badRequest(`The body is not what Graph's schema says: ${violations.join('; ')}`);
  }
  const scenarioId = request.headers['scenario-id'];
  return teams.handle(parseRequest(route, { params, body, ...(typeof scenarioId === 'string' && { scenarioId }) }), asker);
}

async function askerOf(request: FastifyRequest, accessTokens: AccessTokens): Promise<Asker | undefined> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token === undefined ? undefined : accessTokens.read(token);
}

/** Adds what every answer of Graph carries: the ids, in the headers and in an error's `innerError` (Graph §1, §9.1). */
function asGraphAnswers(reply: HeadedReply, request: FastifyRequest, parts: CallRoutesParts): HeadedReply {
  const requestId = randomUUID();
  const echoed = request.headers['client-request-id'];
  const ids = { 'request-id': requestId, ...(typeof echoed === 'string' && { 'client-request-id': echoed }) };
  const headers = {
    ...ids,
    ...(reply.location !== undefined && { location: `${parts.graphBaseUrl()}${reply.location}` }),
    ...reply.headers,
  };
  const { status, body } = reply;
  const error = body?.error;
  if (typeof error !== 'object' || error === null) return { status, headers, ...(body && { body }) };
  return {
    status,
    headers,
    body: { ...body, error: { ...error, innerError: { date: new Date().toISOString().slice(0, 19), ...ids } } },
  };
}
