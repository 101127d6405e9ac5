import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import { createEscalationClient, type EscalationClient } from '../../workflows/client/escalation-client.ts';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { GraphSimulator } from '../graph-simulator/graph-simulator.ts';
import { FAST_TIMINGS, type Timings } from '../graph-simulator/model/settings.ts';
import { startGraphSimulator } from '../graph-simulator/start-graph-simulator.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { certificateOf } from './certificate-of.ts';
import type { Child } from './child-process.ts';
import { newBot } from './environment.ts';
import type { TestEnvironment } from './test-environment.ts';
import { legOfAnotherService } from './leg-of-another-service.ts';
import { PATIENT_POLICY } from './patient-policy.ts';
import { startWebhookProcess, startWorkerProcess } from './programs.ts';
import { SEED_MEETING } from './seed-meeting.ts';
import { simulatedCall } from './simulated-call.ts';
import type { SystemCall } from './system.ts';

export interface KillableOptions {
  environment: TestEnvironment;
  /** Of every call, for the webhook reads its routes once; over `PATIENT_POLICY`. */
  policy?: Partial<EscalationPolicy>;
  /** Of every call. */
  afterwards?: EscalateCallInput['afterwards'];
  /** Over the fast ones. */
  timings?: Partial<Timings>;
}

/** Worker and webhook as processes of their own, to be killed; Microsoft's side in this one, so that each moment of it can be awaited. */
export interface KillableSystem {
  simulator: GraphSimulator;
  client: Client;
  escalations: EscalationClient;
  /** `more`: of its environment. */
  startWorker(more?: NodeJS.ProcessEnv): Promise<Child>;
  startWebhook(): Promise<Child>;
  /** A user calls the bot; resolves once the webhook has taken the call. */
  call(): Promise<SystemCall>;
  /** The same where nobody may be there to take it: with the input by which another service starts the escalation. */
  callUnheard(): { call: SystemCall; input: EscalateCallInput };
  /** A multiparty leg that another service of the same app registration makes, in a meeting of its own. */
  legOfAnotherService(): Promise<{ id: string; tenantId: string }>;
  stop(): Promise<void>;
}

/** gRPC's own back-off grows to 2 minutes, in which a server that is back would still be away. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

/** For a webhook that is busy starting, in ms. */
const PATIENCE = 60_000;

export async function startKillableSystem({
  environment,
  policy,
  afterwards,
  timings,
}: KillableOptions): Promise<KillableSystem> {
  const bot = newBot();
  const webhookUrl = `http://127.0.0.1:${await freePort()}`;
  const simulator = await startGraphSimulator({
    timings: { ...FAST_TIMINGS, ...timings },
    applicationId: bot.applicationId,
    clientSecret: bot.clientSecret,
    botAddress: `${webhookUrl}/api/calls`,
    certificate: await certificateOf(environment.certificate),
  });
  const places = { simulator: simulator.baseUrl, webhook: webhookUrl };
  const folder = await mkdtemp(join(tmpdir(), 'killable-system-'));
  const routes = join(folder, 'routes.json');
  const escalate = {
    subject: 'Test Call',
    meeting: SEED_MEETING,
    policy: { ...PATIENT_POLICY, ...policy },
    ...(afterwards && { afterwards }),
  };
  await writeFile(routes, JSON.stringify([{ when: {}, escalate }] satisfies EscalationRoute[]));
  const connection = await Connection.connect({ address: environment.temporal.address, channelArgs: RECONNECT });
  const client = new Client({ connection, namespace: environment.temporal.namespace });

  const callUnheard = () => {
    const who = { callerUserId: randomUUID(), tenantId: randomUUID() };
    const id = simulator.call(who);
    const p2pCall = { id, tenantId: who.tenantId, state: 'incoming', caller: { user: { id: who.callerUserId } } } as const;
    return { call: { ...simulatedCall(client, id), ...who }, input: { p2pCall, ...escalate } };
  };
  const started: Child[] = [];
  const keep = async (starting: Promise<Child>) => {
    const child = await starting;
    started.push(child);
    return child;
  };
  return {
    simulator,
    client,
    escalations: createEscalationClient(client, bot.taskQueue),
    startWorker: (more) => keep(startWorkerProcess(environment, bot, places, { more })),
    startWebhook: () => keep(startWebhookProcess(environment, bot, places, { routes })),
    callUnheard,
    legOfAnotherService: () => legOfAnotherService({ bot, places, ca: simulator.certificate.ca }),
    call: async () => {
      const { call } = callUnheard();
      const isTaken = ({ notifications }: SimulatorRecord) =>
        notifications.some(({ callId, kind, fate }) => callId === call.id && kind === 'incoming' && fate === 'delivered');
      await simulator.waitFor('the webhook take the incoming call', isTaken, PATIENCE);
      return call;
    },
    stop: async () => {
      // What must survive kill -9 needs no farewell.
      await Promise.all(started.map((child) => child.kill()));
      await connection.close();
      await simulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}
