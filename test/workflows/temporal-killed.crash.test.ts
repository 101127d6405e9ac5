import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import { persist } from '../chaos/persist.ts';
import { type OnKillableServer, startOnKillableServer } from '../support/start-on-killable-server.ts';
import type { KillableSystem } from '../support/killable-system.ts';
import { expectEnd } from './expect-end.ts';
import { EACH_MOMENT, type Moment, SLOW_ENOUGH } from './moments.ts';
import { type Ran, underScript } from './run-call.ts';
import { tellAgain } from './tell-again.ts';
import { letItShowItself, UNHEARD_OF_LEG } from './unheard-of-leg.ts';

const PATIENCE = 60_000;

let server: OnKillableServer;
let system: KillableSystem;
beforeAll(async () => {
  server = await startOnKillableServer({ timings: SLOW_ENOUGH });
  ({ system } = server);
});
afterAll(() => server.stop());

/** The client's own connection breaks, too. */
const patient = (ran: Ran): Ran => ({ ...ran, result: () => persist(PATIENCE, ran.result) });

async function restartedAt({ faults, reached }: Moment): Promise<Ran> {
  const under = underScript(system.simulator, faults);
  const ran = patient(under(await system.call()));
  await system.simulator.waitFor('the step', () => reached(ran), PATIENCE);
  await server.kill();
  await server.start();
  return ran;
}

describe('the Temporal server is killed with -9, and comes back with its file', () => {
  it('incoming, before a run exists: the webhook holds on to the call until it is back', async () => {
    const under = underScript(system.simulator, []);
    await server.kill();
    const { call } = system.callUnheard();
    const ran = patient(under(call));
    await system.simulator.waitFor('the webhook be told', () => ran.notifications().length === 1, PATIENCE);
    await server.start();
    await system.simulator.waitFor('it take the call', () => ran.notifications()[0]?.fate === 'delivered', PATIENCE);
    await expectEnd(ran);
  });

  it.each(EACH_MOMENT)('%s', async (_, moment) => {
    await expectEnd(await restartedAt(moment), moment);
  });

  it('after the end: the result is kept, and a leg that shows itself meanwhile is hung up', async () => {
    const under = underScript(system.simulator, UNHEARD_OF_LEG);
    const ran = patient(under(await system.call()));
    const result = await ran.result();
    expect(result).toMatchObject({ reason: 'callerHungUp', leftBehind: ['multiparty 1, id unknown'] });
    await server.kill();
    letItShowItself(system.simulator);
    const toldToComeAgain = () => ran.notifications().some(({ attempts }) => attempts.some(({ status }) => status === 503));
    await system.simulator.waitFor('the leg show itself to no avail', toldToComeAgain, PATIENCE);
    expect(ran.alive().multiparty).toHaveLength(1);
    await server.start();
    expect(await ran.result()).toEqual(result);
    await tellAgain(system.simulator, ran);
    await system.simulator.waitFor('the late leg be gone', () => ran.alive().multiparty.length === 0, PATIENCE);
    const [, leg] = ran.legs();
    expect(await system.client.workflow.getHandle(lateLegWorkflowId(leg?.id ?? '')).result()).toBe('ended');
  });
});
