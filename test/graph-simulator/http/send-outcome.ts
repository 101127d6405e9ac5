import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '../request-pipeline/request-pipeline.ts';

/** Sends the reply, or breaks the connection, or leaves the client waiting. */
export function sendOutcome(request: FastifyRequest, reply: FastifyReply, outcome: Outcome): FastifyReply {
  if ('lost' in outcome) {
    reply.hijack();
    if (outcome.lost === 'reset') request.raw.socket.destroy();
    return reply;
  }
  const { status, headers = {}, body } = outcome.reply;
  reply.code(status).headers(headers);
  return body === undefined ? reply.send() : reply.send(body);
}
