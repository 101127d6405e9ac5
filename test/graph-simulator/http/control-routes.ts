import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultSchema } from '../faults/fault.ts';
import { NAMED_FAULTS } from '../faults/named-faults.ts';
import type { SimulatorControl } from '../simulator-control.ts';

const incomingCall = z
  .strictObject({
    callerUserId: z.string().optional(),
    callerName: z.string().optional(),
    tenantId: z.string().optional(),
    targetInstanceId: z.string().optional(),
    callerKind: z.enum(['user', 'phone', 'guest', 'encrypted']).optional(),
  })
  .optional();
const hangUp = z.strictObject({ told: z.boolean().optional() }).optional();
const faults = z.strictObject({ faults: z.array(faultSchema) });
const callParams = z.object({ id: z.string() });

/** What a program of its own offers to whoever runs it: the same that `startGraphSimulator` hands out in process. */
export function addControlRoutes(server: FastifyInstance, control: SimulatorControl): void {
  server.get('/_simulator/record', () => control.record());
  server.get('/_simulator/legs', () => ({ legs: control.record().legs.filter(({ alive }) => alive) }));
  server.post('/_simulator/incoming-call', (request) => ({
    callId: control.call(incomingCall.parse(request.body ?? undefined)),
  }));
  server.post('/_simulator/calls/:id/hang-up', async (request, reply) => {
    const { id } = callParams.parse(request.params);
    if (control.hangUp(id, hangUp.parse(request.body ?? undefined))) return reply.code(204).send();
    return reply.code(404).send({ error: { code: 'NotFound', message: `There was never a P2P call ${id}.` } });
  });
  server.get('/_simulator/faults', () =>
    Object.fromEntries(Object.entries(NAMED_FAULTS).map(([name, { what }]) => [name, what])),
  );
  server.post('/_simulator/faults', async (request, reply) => {
    control.script(faults.parse(request.body).faults);
    return reply.code(204).send();
  });
  server.delete('/_simulator/faults', async (_request, reply) => {
    control.clearScript();
    return reply.code(204).send();
  });
}
