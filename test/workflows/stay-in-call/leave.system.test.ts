import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellsOfEnd } from '../../graph-simulator/faults/kinds.ts';
import type { SimulatorRecord } from '../../graph-simulator/request-pipeline/record.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { settled, startStay } from './start-stay.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

describe('leaving', () => {
  it('is one, whoever asks for it and how often', async () => {
    const started = await startStay(system);
    await settled(started);
    const [one, other] = await Promise.all([started.stay.leave(), started.stay.leave(), started.stay.cancel()]);
    expect(one).toEqual(other);
    expect(await started.stay.result()).toEqual(one);
    expect(one.timeline.filter(({ what }) => what === 'Asked to leave')).toHaveLength(1);
    expect(started.count('delete')).toBe(1);
  });

  it('comes too late where the call has ended: it has the result of that', async () => {
    const started = await startStay(system);
    await settled(started);
    started.happens({ do: 'end' });
    const isTold = ({ notifications }: SimulatorRecord) =>
      notifications.some(({ callId, kind, fate }) => callId === started.call.id && tellsOfEnd(kind) && fate === 'delivered');
    await system.simulator.waitFor('the end told', isTold, 30_000);
    const left = await started.stay.leave();
    expect(left).toMatchObject({ outcome: 'ended', reason: 'meetingEnded' });
    expect(await started.stay.result()).toEqual(left);
    expect(started.count('delete')).toBe(0);
  });

  it('in the first moment of a stay is leaving, too', async () => {
    const started = await startStay(system);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
    expect(started.leg()).toMatchObject({ alive: false, ended: { by: 'bot' } });
  });

  it('awaits the end of what rings: whoever asked for that invite has an answer', async () => {
    const friend = randomUUID();
    const started = await startStay(system, { faults: [{ person: friend, answers: 'unanswered' }] });
    await settled(started);
    const invited = started.stay.invite('1', [{ user: { id: friend } }]);
    await system.simulator.waitFor('Teams ring', () => started.rung().length === 1, 30_000);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
    expect(await invited).toMatchObject([{ user: { id: friend } }]);
    expect((await started.stay.state()).invites).toEqual(await invited);
    expect(started.rung()).toEqual([friend]);
  });

  it('cannot be told: a hang-up that Graph refuses for good is named, and the stay ends', async () => {
    const refused = { request: 'delete', do: 'reply', status: 403, body: {}, times: 'always' } as const;
    const started = await startStay(system, { faults: [refused] });
    await settled(started);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked', leftBehind: [started.call.id] });
  });
});
