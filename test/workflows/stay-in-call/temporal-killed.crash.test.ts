import { afterAll, beforeAll, expect, it } from 'vitest';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { persist } from '../../chaos/persist.ts';
import { type OnKillableServer, startOnKillableServer } from '../../support/start-on-killable-server.ts';
import type { KillableSystem } from '../../support/killable-system.ts';
import { SLOW_ENOUGH } from '../moments.ts';
import { type Ran, underScript } from '../run-call.ts';

const PATIENCE = 60_000;
const EVERY = 500;

let server: OnKillableServer;
let system: KillableSystem;
beforeAll(async () => {
  const policy = { keepAliveEvery: EVERY, aloneFor: 600_000 };
  server = await startOnKillableServer({ afterwards: 'stay', policy, timings: SLOW_ENOUGH });
  ({ system } = server);
});
afterAll(() => server.stop());

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
  await server.kill();
  await server.start();
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
