import { fileURLToPath } from 'node:url';
import { type Child, type ChildOptions, startProgram } from './child-process.ts';
import { type Bot, type Places, webhookEnvironment, workerEnvironment } from './environment.ts';
import type { TestEnvironment } from './test-environment.ts';

const program = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

type Listening = Pick<ChildOptions, 'onLine'>;

/** The worker as a process of its own; resolves once it polls. `kill()` is kill -9. `more`: of its environment. */
export async function startWorkerProcess(
  environment: TestEnvironment,
  bot: Bot,
  places: Places,
  { more = {}, ...options }: Listening & { more?: NodeJS.ProcessEnv } = {},
): Promise<Child> {
  const env = { ...workerEnvironment(environment, bot, places), ...more };
  const child = startProgram('worker', program('worker/main.ts'), [], { ...options, env });
  await child.line('it polled', (line) => line.includes('worker is polling'));
  return child;
}

/** The webhook as a process of its own; resolves once it listens. `routes`: path of the file with `ESCALATION_ROUTES`. */
export async function startWebhookProcess(
  environment: TestEnvironment,
  bot: Bot,
  places: Places,
  { routes, ...options }: Listening & { routes?: string } = {},
): Promise<Child> {
  const env = webhookEnvironment(environment, bot, places, routes);
  const child = startProgram('webhook', program('webhook/main.ts'), [], { ...options, env });
  await child.line('it listened', (line) => line.includes('The webhook is listening'));
  return child;
}

/** The simulator as a process of its own; resolves with its base URL once it listens. `file`: another program that runs it, path below the project. */
export async function startSimulatorProcess(
  { certificate }: TestEnvironment,
  bot: Bot,
  { args = [], file = 'test/graph-simulator/main.ts', ...options }: Listening & { args?: string[]; file?: string } = {},
): Promise<{ child: Child; baseUrl: string }> {
  const { ca, cert, key } = certificate;
  const env = { PATH: process.env.PATH, AZURE_CLIENT_ID: bot.applicationId, AZURE_CLIENT_SECRET: bot.clientSecret };
  const files = ['--ca', ca, '--cert', cert, '--key', key];
  const child = startProgram('simulator', program(file), ['--port', '0', ...files, ...args], { ...options, env });
  const listens = await child.line('it listened', (line) => line.includes('listens on https://'));
  return { child, baseUrl: listens.slice(listens.indexOf('https://')).trim() };
}
