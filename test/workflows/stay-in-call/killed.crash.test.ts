import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { Child } from '../../support/child-process.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../../support/killable-system.ts';
import { SLOW_ENOUGH } from '../moments.ts';
import { type Ran, underScript } from '../run-call.ts';

const PATIENCE = 60_000;
const EVERY = 500;

let system: KillableSystem;
let worker: Child;
beforeAll(async () => {
  system = await startKillableSystem({
    environment: injectedEnvironment(),
    afterwards: 'stay',
    policy: { keepAliveEvery: EVERY, aloneFor: 600_000 },
    timings: SLOW_ENOUGH,
  });
  [worker] = await Promise.all([system.startWorker(), system.startWebhook()]);
});
afterAll(() => system.stop());

async function restartWorker(): Promise<void> {
  await worker.kill();
  worker = await system.startWorker();
}

async function called(faults: FaultInput[] = []): Promise<Ran> {
  const under = underScript(system.simulator, faults);
  return under(await system.call());
}

const stayOf = (ran: Ran) => system.escalations.findStay(ran.legs()[1]?.id ?? '');

/** One leg, one move of the caller, and nothing is left behind once the stay has left. */
async function expectRightEnd(ran: Ran): Promise<void> {
  const left = await (await stayOf(ran)).leave();
  expect(left).toMatchObject({ outcome: 'left', reason: 'asked' });
  expect(left).not.toHaveProperty('leftBehind');
  expect(ran.count('createCall')).toBe(1);
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
}

describe('the worker is killed with -9', () => {
  it('while the leg is handed over: the stay has it, and nobody hangs it up', async () => {
    const ran = await called();
    const leg = await system.simulator.waitFor(
      'the caller be moved',
      () => ran.alive().p2p.length === 0 && ran.legs()[1],
      PATIENCE,
    );
    const stay = system.client.workflow.getHandle(stayWorkflowId(leg.id));
    await expect
      .poll(
        () =>
          stay.describe().then(
            () => 'started',
            () => 'not yet',
          ),
        { timeout: PATIENCE, interval: 5 },
      )
      .toBe('started');
    await restartWorker();
    expect(await ran.result()).toMatchObject({ outcome: 'escalated', stayingIn: { workflowId: stay.workflowId } });
    expect(ran.alive().multiparty).toEqual([leg.id]);
    expect(ran.count('delete')).toBe(0);
    await expectRightEnd(ran);
  });

  it('while a stay invites, its request under way: nobody is rung twice, and whoever asked has the answer', async () => {
    const ran = await called();
    await ran.result();
    const stay = await stayOf(ran);
    const friend = { user: { id: randomUUID() } };
    system.simulator.script([{ request: 'invite', do: 'delay', what: 'response', ms: 60_000 }]);
    const rung = () =>
      system.simulator.record().operations.flatMap(({ people }) => people.filter(({ userId }) => userId === friend.user.id));
    const invited = stay.invite('1', [friend]);
    await system.simulator.waitFor('Teams ring', () => rung().length === 1, PATIENCE);
    await restartWorker();
    expect(await invited).toMatchObject([{ ...friend, outcome: 'joined' }]);
    expect(await stay.invite('1', [friend])).toEqual(await invited);
    expect(rung()).toHaveLength(1);
    await expectRightEnd(ran);
  });

  it('between two keepAlives: the next one comes from whoever comes next', async () => {
    const ran = await called();
    await ran.result();
    const keepAlives = () => ran.legs()[1]?.keepAlives ?? 0;
    await system.simulator.waitFor('a keepAlive', () => keepAlives() >= 2, PATIENCE);
    await worker.kill();
    const before = keepAlives();
    worker = await system.startWorker();
    await system.simulator.waitFor('two more', () => keepAlives() >= before + 2, PATIENCE);
    await expectRightEnd(ran);
  });
});
