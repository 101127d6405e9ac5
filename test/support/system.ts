import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import { readDataConverter } from '../../workflows/payloads/read-data-converter.ts';
import { createEscalationClient, type EscalationClient } from '../../workflows/client/escalation-client.ts';
import type { GraphSimulator } from '../graph-simulator/graph-simulator.ts';
import type { IncomingCall } from '../graph-simulator/model/incoming-call.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import type { GraphSimulatorOptions } from '../graph-simulator/options.ts';
import { startGraphSimulator } from '../graph-simulator/start-graph-simulator.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { certificateOf } from './certificate-of.ts';
import { type Bot, newBot, type Places } from './environment.ts';
import type { TestEnvironment } from './test-environment.ts';
import { SEED_MEETING } from './seed-meeting.ts';
import { type SimulatedCall, simulatedCall } from './simulated-call.ts';
import { TEST_POLICY } from './test-policy.ts';
import { startWebhookHere, type WebhookHere } from './webhook-here.ts';
import { startWorkerHere } from './worker-here.ts';

export interface SystemOptions {
  /** From `injectedEnvironment()`. */
  environment: TestEnvironment;
  /** Over the fast timings; faults can also be scripted later. */
  simulator?: Partial<Omit<GraphSimulatorOptions, 'applicationId' | 'clientSecret' | 'certificate'>>;
  /** False: none in this process; the test starts some as processes of their own. Default true. */
  worker?: boolean;
  /** `PAYLOAD_KEYS`. */
  payloadKeys?: string;
}

/** Simulator, webhook and worker in this process, on a task queue of their own of the shared Temporal server. */
export interface System {
  environment: TestEnvironment;
  bot: Bot;
  places: Places;
  simulator: GraphSimulator;
  webhook: WebhookHere;
  client: Client;
  escalations: EscalationClient;
  /** A user calls the bot; resolves once the webhook has taken the call, so that its escalation runs. */
  call(options?: CallOptions): Promise<SystemCall>;
  stop(): Promise<void>;
}

export interface SystemCall extends SimulatedCall {
  callerUserId: string;
  tenantId: string;
}

export interface CallOptions extends Partial<Omit<EscalationRoute['escalate'], 'policy'>> {
  /** Over `TEST_POLICY`. */
  policy?: Partial<EscalationPolicy>;
  incoming?: IncomingCall;
}

export async function startSystem({
  environment,
  simulator: simulated,
  worker: withWorker = true,
  payloadKeys,
}: SystemOptions): Promise<System> {
  const bot = { ...newBot(), payloadKeys };
  const webhookUrl = `http://127.0.0.1:${await freePort()}`;
  const simulator = await startGraphSimulator({
    timings: FAST_TIMINGS,
    ...simulated,
    applicationId: bot.applicationId,
    clientSecret: bot.clientSecret,
    botAddress: `${webhookUrl}/api/calls`,
    certificate: await certificateOf(environment.certificate),
  });
  const places = { simulator: simulator.baseUrl, webhook: webhookUrl };
  const webhook = await startWebhookHere(environment, bot, places);
  const worker = withWorker ? await startWorkerHere(environment, bot, places) : undefined;
  const connection = await Connection.connect({ address: environment.temporal.address });
  const dataConverter = readDataConverter('client', { PAYLOAD_KEYS: payloadKeys });
  const client = new Client({ connection, dataConverter, namespace: environment.temporal.namespace });

  return {
    environment,
    bot,
    places,
    simulator,
    webhook,
    client,
    escalations: createEscalationClient(client, bot.taskQueue),
    call: (options) => call({ simulator, webhook, client }, options),
    stop: async () => {
      await worker?.stop();
      await webhook.stop();
      await simulator.stop();
      await connection.close();
    },
  };
}

type CallParts = Pick<System, 'simulator' | 'webhook' | 'client'>;

/** Each caller has a route of its own, so that calls with different policies can be under way at once. */
async function call({ simulator, webhook, client }: CallParts, options: CallOptions = {}): Promise<SystemCall> {
  const { policy, incoming, meeting = SEED_MEETING, ...input } = options;
  const who = { callerUserId: incoming?.callerUserId ?? randomUUID(), tenantId: incoming?.tenantId ?? randomUUID() };
  const escalate = { subject: 'Test Call', ...input, meeting, policy: { ...TEST_POLICY, ...policy } };
  webhook.routes.push({ when: { callerUserId: who.callerUserId }, escalate });
  const id = simulator.call({ ...incoming, ...who });
  await simulator.waitFor('the webhook take the incoming call', ({ notifications }) =>
    notifications.some(({ callId, kind, fate }) => callId === id && kind === 'incoming' && fate === 'delivered'),
  );
  return { ...simulatedCall(client, id), ...who };
}
