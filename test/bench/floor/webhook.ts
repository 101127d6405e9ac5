import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { fastify } from 'fastify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { GO } from './messages.ts';

/** Program: the least that a webhook can do. Verifies the token and parses the body; at `/signal` it also signals a workflow that is closed. */
const { TEMPORAL_ADDRESS: address = '', PORT = '', AUDIENCE: audience = '', METADATA = '' } = process.env;

const connection = await Connection.connect({ address });
const client = new Client({ connection });
const metadata = z.object({ jwks_uri: z.url() }).parse(await (await fetch(METADATA)).json());
const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
const app = fastify();

app.addHook('onRequest', async (request) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  await jwtVerify(token, keys, { algorithms: ['RS256'], audience });
});
app.post('/parse', (_request, reply) => reply.code(202).send());
app.post('/signal', async (request, reply) => {
  try {
    await client.workflow.getHandle('closed').signal(GO, request.body);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  return reply.code(202).send();
});
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
console.log('The webhook is listening');
