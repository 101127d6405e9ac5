import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultSchema } from '../faults/fault.ts';
import { meetingEventSchema } from '../faults/meeting-event.ts';
import { ALL_FAULTS } from '../faults/all-faults.ts';
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
  server.post('/_simulator/calls/:id/meeting', async (request, reply) => {
    const { id } = callParams.parse(request.params);
    const happened = control.inMeeting(id, meetingEventSchema.parse(request.body));
    if (happened) return happened;
    return reply.code(404).send({ error: { code: 'NotFound', message: `Call ${id} has no meeting, or nobody there is meant.` } });
  });
  server.get('/_simulator/faults', () => Object.fromEntries(Object.entries(ALL_FAULTS).map(([name, { what }]) => [name, what])));
  server.post('/_simulator/faults', async (request, reply) => {
    control.script(faults.parse(request.body).faults);
    return reply.code(204).send();
  });
  server.delete('/_simulator/faults', async (_request, reply) => {
    control.clearScript();
    return reply.code(204).send();
  });
}
