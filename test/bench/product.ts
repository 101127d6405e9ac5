import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEscalationClient, type EscalationClient } from '../../workflows/client/escalation-client.ts';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import type { GraphSimulator } from '../graph-simulator/graph-simulator.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import { FAST_TIMINGS, type Timings } from '../graph-simulator/model/settings.ts';
import { startGraphSimulator } from '../graph-simulator/start-graph-simulator.ts';
import { certificateOf } from '../support/certificate-of.ts';
import { type Child, startBuilt } from '../support/child-process.ts';
import { newBot, webhookEnvironment, workerEnvironment } from '../support/environment.ts';
import type { OtherServiceParts } from '../support/other-service.ts';
import { freePort } from '../temporal-server/free-port.ts';
import type { Bench } from './bench.ts';
import { BUILT } from './build.ts';

/** Worker and webhook as production starts them, each a process; Microsoft's side in this one, so that its clock is ours. */
export interface Product {
  simulator: GraphSimulator;
  /** The simulator's own lists: they grow while it runs. */
  requests: SimulatorRecord['requests'];
  notifications: SimulatorRecord['notifications'];
  escalations: EscalationClient;
  /** The tenant of all calls, as in most deployments: its token is fetched once. */
  tenantId: string;
  /** Who is not in a call. Whoever takes one out puts them back at the end of the call. */
  callers: string[];
  applicationId: string;
  /** Makes calls that are none of ours. */
  otherService: OtherServiceParts;
  webhookUrl: string;
  webhook: Child;
  workers: Child[];
  startWorker(): Promise<Child>;
  /** SIGTERM to all workers. */
  stopWorkers(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  timings?: Partial<Timings>;
  policy?: Partial<EscalationPolicy>;
  /** Default `leave`. */
  afterwards?: 'leave' | 'stay';
  /** Default 1. */
  workers?: number;
}

/** No probe of ours on a busy machine, and no deadline: what is measured is the usual escalation. */
const POLICY = {
  answerWithin: '14 seconds',
  establishWithin: '10 minutes',
  inviteWithin: '10 minutes',
  replaceWithin: '1 minute',
  probeAfter: '5 minutes',
  leaveAfter: 50,
} satisfies Partial<EscalationPolicy>;

const TENANT = '49bfc225-8482-4ab8-94e7-76b48fdb9849';
/** More than are ever in a call at once; the webhook looks for each among all of them. */
const CALLERS = 128;

/** Longer than either takes to end by itself, in ms: then it writes its profile, if it has one. */
const FAREWELL = 30_000;

export async function startProduct(
  bench: Bench,
  { timings, policy, afterwards = 'leave', workers = 1 }: ProductOptions = {},
): Promise<Product> {
  const { environment, client } = bench;
  const bot = newBot();
  const webhookUrl = `http://127.0.0.1:${await freePort()}`;
  const simulator = await startGraphSimulator({
    timings: { ...FAST_TIMINGS, answerWindow: 60_000, ...timings },
    applicationId: bot.applicationId,
    clientSecret: bot.clientSecret,
    botAddress: `${webhookUrl}/api/calls`,
    certificate: await certificateOf(environment.certificate),
    concurrentCalls: 100_000,
    monthlyCalls: 1_000_000,
  });
  const { requests, notifications } = simulator.record();
  const places = { simulator: simulator.baseUrl, webhook: webhookUrl };
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const routes = join(folder, 'routes.json');
  const callers = Array.from({ length: CALLERS }, () => randomUUID());
  // A meeting of its own for each caller: in a common one, all rosters would grow.
  const routeOf = (callerUserId: string): EscalationRoute => {
    const chatInfo = { threadId: `19:meeting_${callerUserId}@thread.v2`, messageId: '0' };
    const meeting = { chatInfo, organizer: { user: { id: callerUserId, tenantId: TENANT } } };
    return { when: { callerUserId }, escalate: { meeting, afterwards, policy: { ...POLICY, ...policy } } };
  };
  await writeFile(routes, JSON.stringify(callers.map(routeOf)));

  const start = async (name: 'worker' | 'webhook', env: NodeJS.ProcessEnv, ready: string) => {
    const child = startBuilt(name, BUILT.endWithParent, BUILT[name], { env, nodeArgs: bench.nodeArgsOf(name) });
    await child.line('it was ready', (line) => line.includes(ready));
    return child;
  };
  const running: Child[] = [];
  const startWorker = async () => {
    const child = await start('worker', workerEnvironment(environment, bot, places), 'worker is polling');
    running.push(child);
    return child;
  };
  const stopWorkers = async () => {
    await Promise.all(running.splice(0).map((worker) => worker.stop(FAREWELL)));
  };
  const webhook = await start('webhook', webhookEnvironment(environment, bot, places, routes), 'The webhook is listening');
  for (let nth = 0; nth < workers; nth++) await startWorker();
  return {
    simulator,
    requests,
    notifications,
    escalations: createEscalationClient(client, bot.taskQueue),
    tenantId: TENANT,
    callers,
    applicationId: bot.applicationId,
    otherService: { bot, places, ca: simulator.certificate.ca },
    webhookUrl,
    webhook,
    workers: running,
    startWorker,
    stopWorkers,
    stop: async () => {
      await stopWorkers();
      await webhook.stop(FAREWELL);
      await simulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}
