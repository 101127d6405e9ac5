import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedLeg } from '../../graph-simulator/request-pipeline/record.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runCall } from '../run-call.ts';
import { settled, startStay } from './start-stay.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

const EVERY = 200;
/** A busy machine delays; nothing makes the next one come early, but for the clocks of two programs. */
const EARLIEST = 0.8 * EVERY;

const pausesOf = ({ keptAliveAt = [] }: RecordedLeg) =>
  keptAliveAt.slice(1).map((at, i) => Date.parse(at) - Date.parse(keptAliveAt[i] ?? ''));

describe('a stay', () => {
  it('keeps its leg alive at its pace, and writes nothing of it to the history', async () => {
    const started = await startStay(system, { policy: { keepAliveEvery: EVERY } });
    await settled(started);
    const taken = (count: number) =>
      system.simulator.waitFor(`keepAlive ${count}`, () => started.leg().keepAlives >= count, 40_000);
    await taken(3);
    const before = await started.handle.describe();
    await taken(8);
    expect((await started.handle.describe()).historyLength).toBe(before.historyLength);
    expect(Math.min(...pausesOf(started.leg()))).toBeGreaterThanOrEqual(EARLIEST);
    const { pendingActivities } = (await started.handle.describe()).raw;
    expect(pendingActivities?.map(({ activityType, attempt }) => [activityType?.name, Number(attempt) > 5])).toEqual([
      ['keepAlive', true],
    ]);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left' });
    const { keepAlives } = started.leg();
    expect(started.count('keepAlive'), 'none was sent to a leg that was gone').toBe(keepAlives);
  });

  it('goes on after one that failed, and after a lone 404', async () => {
    const started = await startStay(system, {
      policy: { keepAliveEvery: EVERY },
      faults: [
        { request: 'keepAlive', do: 'reply', status: 503, nth: 2 },
        { request: 'keepAlive', do: 'reply', status: 404, body: { error: { code: '8522', message: 'Call not found.' } }, nth: 3 },
        { request: 'keepAlive', do: 'loseResponse', nth: 4 },
      ],
    });
    await system.simulator.waitFor('the one after these', () => started.count('keepAlive') >= 5, 40_000);
    expect(started.leg().keepAlives).toBeGreaterThanOrEqual(2);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
  });

  it('that Graph refuses to keep alive tells, and stays', async () => {
    const started = await startStay(system, {
      policy: { keepAliveEvery: EVERY },
      faults: [{ request: 'keepAlive', do: 'reply', status: 403, body: { error: { code: '7504', message: 'No.' } } }],
    });
    await expect
      .poll(async () => (await started.stay.state()).timeline.map(({ what }) => what), { timeout: 60_000 })
      .toContainEqual(expect.stringMatching(/^KeepAlive: /));
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
  });
});

describe('an escalation', () => {
  it('keeps both legs alive as soon as they are so old, until they end', async () => {
    const ran = await runCall(system, [{ invite: 'accepted', afterMs: 2_500 }], {
      policy: { keepAliveEvery: EVERY, inviteWithin: 30_000, probeAfter: 1_000 },
    });
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    const legs = ran.legs();
    expect(legs.map(({ kind }) => kind)).toEqual(['p2p', 'multiparty']);
    for (const leg of legs) {
      expect(leg.keepAlives, leg.kind).toBeGreaterThanOrEqual(2);
      expect(Math.min(...pausesOf(leg)), leg.kind).toBeGreaterThanOrEqual(EARLIEST);
      expect(Date.parse(leg.keptAliveAt?.[0] ?? '') - Date.parse(leg.createdAt), leg.kind).toBeGreaterThanOrEqual(EARLIEST);
    }
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});
