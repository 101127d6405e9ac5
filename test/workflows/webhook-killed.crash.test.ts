import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import type { RecordedNotification } from '../graph-simulator/request-pipeline/record.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../support/killable-system.ts';
import { expectEnd } from './expect-end.ts';
import { EACH_MOMENT, MOMENTS, type Moment, SLOW_ENOUGH } from './moments.ts';
import { type Ran, underScript } from './run-call.ts';
import { tellAgain } from './tell-again.ts';
import { letItShowItself, UNHEARD_OF_LEG } from './unheard-of-leg.ts';

const PATIENCE = 60_000;

let system: KillableSystem;
let webhook: Child;
beforeAll(async () => {
  system = await startKillableSystem({ environment: injectedEnvironment(), policy: { probeAfter: 150 }, timings: SLOW_ENOUGH });
  await system.startWorker();
  webhook = await system.startWebhook();
});
afterAll(() => system.stop());

async function killedAt({ faults, reached }: Moment): Promise<Ran> {
  const under = underScript(system.simulator, faults);
  const ran = under(await system.call());
  await system.simulator.waitFor('the step', () => reached(ran), PATIENCE);
  await webhook.kill();
  return ran;
}

/** The simulator gives a notification up after some tries, as Graph may (Graph §5.4). */
const isLost = ({ fate }: RecordedNotification) => fate === 'failed';

function oneIsLost(ran: Ran): Promise<unknown> {
  return system.simulator.waitFor('a notification be lost', () => ran.notifications().some(isLost), PATIENCE);
}

describe('the webhook is killed with -9, and never comes back', () => {
  it.each(EACH_MOMENT)('%s', async (_, moment) => {
    const ran = await killedAt(moment);
    const told = ran.notifications().length;
    await expectEnd(ran, moment);
    const untold = ran.notifications().slice(told);
    expect(untold.length).toBeGreaterThan(0);
    expect(untold.filter(({ fate }) => fate === 'delivered')).toEqual([]);
    webhook = await system.startWebhook();
  });

  it('incoming, before a run exists: another service starts the escalation', async () => {
    const under = underScript(system.simulator, []);
    await webhook.kill();
    const { call, input } = system.callUnheard();
    const ran = under(call);
    await oneIsLost(ran);
    expect((await system.escalations.start(input)).joined).toBe(false);
    await expectEnd(ran);
    expect(ran.notifications().filter(({ fate }) => fate === 'delivered')).toEqual([]);
    webhook = await system.startWebhook();
  });
});

describe('the webhook is killed with -9, and comes back', () => {
  it('creating: once a notification is lost', async () => {
    const ran = await killedAt(MOMENTS.creating);
    await oneIsLost(ran);
    webhook = await system.startWebhook();
    await expectEnd(ran);
  });

  it('inviting: only after the P2P leg has ended', async () => {
    const ran = await killedAt(MOMENTS.inviting);
    await system.simulator.waitFor('the P2P leg end', () => ran.alive().p2p.length === 0, PATIENCE);
    webhook = await system.startWebhook();
    await expectEnd(ran);
  });

  it('incoming, before a run exists: Graph posts the call again', async () => {
    const under = underScript(system.simulator, []);
    await webhook.kill();
    const { call } = system.callUnheard();
    const ran = under(call);
    await system.simulator.waitFor('one attempt fail', () => (ran.notifications()[0]?.attempts.length ?? 0) > 0, PATIENCE);
    webhook = await system.startWebhook();
    await tellAgain(system.simulator, ran);
    await expectEnd(ran);
  });

  it('after the end: a leg that showed itself meanwhile is hung up when it shows itself again', async () => {
    const under = underScript(system.simulator, UNHEARD_OF_LEG);
    const ran = under(await system.call());
    expect(await ran.result()).toMatchObject({ reason: 'callerHungUp', leftBehind: ['multiparty 1, id unknown'] });
    await webhook.kill();
    letItShowItself(system.simulator);
    await oneIsLost(ran);
    expect(ran.alive().multiparty).toHaveLength(1);
    webhook = await system.startWebhook();
    await tellAgain(system.simulator, ran);
    const leg = ran.legs().find(({ kind }) => kind === 'multiparty');
    await system.simulator.waitFor('the late leg be gone', () => ran.alive().multiparty.length === 0, PATIENCE);
    expect(await system.client.workflow.getHandle(lateLegWorkflowId(leg?.id ?? '')).result()).toBe('ended');
  });
});
