import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogLevel } from '../../workflows/contract/settings-schema.ts';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import { freePort } from '../temporal-server/free-port.ts';
import type { Child } from './child-process.ts';
import { type Bot, newBot, type Places } from './environment.ts';
import type { TestEnvironment } from './test-environment.ts';
import { startSimulatorProcess, startWebhookProcess, startWorkerProcess } from './programs.ts';
import { type RemoteSimulator, remoteSimulator } from './remote-simulator.ts';

export interface ProgramsOptions {
  environment: TestEnvironment;
  /** What an incoming call is escalated with, whoever calls. */
  escalate: EscalationRoute['escalate'];
  /** Tried before. */
  routes?: EscalationRoute[];
  /** Of the simulator's command line. */
  simulatorArgs?: string[];
  taskQueue?: string;
  /** `PAYLOAD_KEYS`. */
  payloadKeys?: string;
  logLevel?: LogLevel;
  /** `OTEL_…` of worker and webhook. */
  tracing?: Bot['tracing'];
  /** Each line that one of them says. */
  onLine?: (program: string, line: string) => void;
}

/** Everything but Temporal, each a process of its own, as in production. */
export interface Programs {
  bot: Bot;
  places: Places;
  simulator: RemoteSimulator;
  worker: Child;
  webhook: Child;
  stop(): Promise<void>;
}

/** How long one may take to end by itself, in ms. */
const GRACE = 2_000;

export async function startPrograms({
  environment,
  escalate,
  routes: before = [],
  simulatorArgs = [],
  taskQueue,
  payloadKeys,
  logLevel,
  tracing,
  onLine,
}: ProgramsOptions): Promise<Programs> {
  const bot = { ...newBot(taskQueue), payloadKeys, logLevel, tracing };
  const folder = await mkdtemp(join(tmpdir(), 'escalation-routes-'));
  const routes = join(folder, 'routes.json');
  await writeFile(routes, JSON.stringify([...before, { when: {}, escalate }] satisfies EscalationRoute[]));
  const says = (program: string) => ({ onLine: (line: string) => onLine?.(program, line) });

  const webhookUrl = `http://127.0.0.1:${await freePort()}`;
  const args = ['--bot-address', `${webhookUrl}/api/calls`, ...simulatorArgs];
  const { child, baseUrl } = await startSimulatorProcess(environment, bot, { ...says('simulator'), args });
  const places = { simulator: baseUrl, webhook: webhookUrl };
  const [webhook, worker, simulator] = await Promise.all([
    startWebhookProcess(environment, bot, places, { ...says('webhook'), routes }),
    startWorkerProcess(environment, bot, places, says('worker')),
    remoteSimulator(baseUrl, environment.certificate.ca),
  ]);
  const programs: Programs = {
    bot,
    places,
    simulator,
    worker,
    webhook,
    stop: async () => {
      await simulator.close();
      // Whichever is in its place by now.
      for (const program of [programs.worker, programs.webhook, child]) await program.stop(GRACE);
      await rm(folder, { recursive: true });
    },
  };
  return programs;
}
