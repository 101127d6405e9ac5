import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../support/killable-system.ts';
import { expectEnd } from './expect-end.ts';
import { MOMENTS, SLOW_ENOUGH } from './moments.ts';
import { letItShowItself, UNHEARD_OF_LEG } from './unheard-of-leg.ts';
import { underScript } from './run-call.ts';

const PATIENCE = 60_000;

let system: KillableSystem;
let worker: Child;
beforeAll(async () => {
  system = await startKillableSystem({ environment: injectedEnvironment(), timings: SLOW_ENOUGH });
  [worker] = await Promise.all([system.startWorker(), system.startWebhook()]);
});
afterAll(() => system.stop());

describe('the worker is killed with -9', () => {
  it('before a call comes in: whoever comes next answers it', async () => {
    await worker.kill();
    const under = underScript(system.simulator, []);
    const ran = under(await system.call());
    expect(ran.requests()).toEqual([]);
    worker = await system.startWorker();
    await expectEnd(ran);
  });

  it.each(['P2P being established', 'creating', 'inviting', 'tidying up after a stop'] as const)(
    '%s: whoever comes next goes on',
    async (step) => {
      const moment = MOMENTS[step];
      const under = underScript(system.simulator, moment.faults);
      const ran = under(await system.call());
      await system.simulator.waitFor('the step', () => moment.reached(ran), PATIENCE);
      await worker.kill();
      worker = await system.startWorker();
      await expectEnd(ran, moment);
    },
  );

  it('after the end: a leg that shows itself meanwhile is hung up by whoever comes next', async () => {
    const under = underScript(system.simulator, UNHEARD_OF_LEG);
    const ran = under(await system.call());
    expect(await ran.result()).toMatchObject({ reason: 'callerHungUp', leftBehind: ['multiparty 1, id unknown'] });
    await worker.kill();
    letItShowItself(system.simulator);
    const isHeard = () => ran.notifications().some(({ kind, fate }) => kind === 'multiparty established' && fate === 'delivered');
    await system.simulator.waitFor('the webhook hear of it', isHeard, PATIENCE);
    expect(ran.alive().multiparty).toHaveLength(1);
    worker = await system.startWorker();
    await system.simulator.waitFor('the late leg be gone', () => ran.alive().multiparty.length === 0, PATIENCE);
    const [, leg] = ran.legs();
    expect(await system.client.workflow.getHandle(lateLegWorkflowId(leg?.id ?? '')).result()).toBe('ended');
  });
});
