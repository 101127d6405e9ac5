import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { persist } from '../../chaos/persist.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../../support/killable-system.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { type DevServer, startDevServer } from '../../temporal-server/start-dev-server.ts';
import { SLOW_ENOUGH } from '../moments.ts';
import { type Ran, underScript } from '../run-call.ts';

const PATIENCE = 60_000;
const EVERY = 500;

let folder: string;
let port: number;
let server: DevServer;
let system: KillableSystem;
const startServer = () => startDevServer({ port, dbFilename: join(folder, 'temporal.db') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temporal-killed-'));
  port = await freePort();
  server = await startServer();
  system = await startKillableSystem({
    environment: { ...injectedEnvironment(), temporal: { address: server.address, namespace: server.namespace } },
    afterwards: 'stay',
    policy: { keepAliveEvery: EVERY, aloneFor: 600_000 },
    timings: SLOW_ENOUGH,
  });
  await Promise.all([system.startWorker(), system.startWebhook()]);
});
afterAll(async () => {
  await system.stop();
  await server.kill();
  await rm(folder, { recursive: true });
});

async function restart(): Promise<void> {
  await server.kill();
  server = await startServer();
}

const legOf = (ran: Ran) => ran.legs()[1];
/** How each stay of the leg is, as Temporal lists them. */
async function staysOf(workflowId: string): Promise<string[]> {
  const statuses: string[] = [];
  for await (const { status } of system.client.workflow.list({ query: `WorkflowId = '${workflowId}'` }))
    statuses.push(status.name);
  return statuses;
}

it.each([
  ['the caller has just been moved', async () => {}],
  ['the stay has just started', async (ran: Ran) => await awaitStay(ran)],
  ['the escalation has ended', async (ran: Ran) => void (await ran.result())],
])('the Temporal server is killed with -9 when %s: one stay looks after the leg', async (_, step) => {
  const ran = underScript(system.simulator, [])(await system.call());
  const isMoved = () => ran.alive().p2p.length === 0 && legOf(ran);
  const leg = await system.simulator.waitFor('the caller be moved', isMoved, PATIENCE);
  await step(ran);
  await restart();
  const workflowId = stayWorkflowId(leg.id);
  expect(await persist(PATIENCE, ran.result)).toMatchObject({ outcome: 'escalated', stayingIn: { workflowId } });
  await expect.poll(() => staysOf(workflowId), { timeout: PATIENCE }).toEqual(['RUNNING']);
  const before = leg.keepAlives;
  await system.simulator.waitFor('it be kept alive', () => (legOf(ran)?.keepAlives ?? 0) >= before + 2, PATIENCE);
  expect(ran.alive().multiparty).toEqual([leg.id]);
  expect(ran.count('createCall')).toBe(1);
  const stay = await system.escalations.findStay(leg.id);
  expect(await persist(PATIENCE, () => stay.leave())).toMatchObject({ outcome: 'left', reason: 'asked' });
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
});

async function awaitStay(ran: Ran): Promise<void> {
  const stay = system.client.workflow.getHandle(stayWorkflowId(legOf(ran)?.id ?? ''));
  const isStarted = () =>
    stay.describe().then(
      () => true,
      () => false,
    );
  await expect.poll(isStarted, { timeout: PATIENCE, interval: 5 }).toBe(true);
}
