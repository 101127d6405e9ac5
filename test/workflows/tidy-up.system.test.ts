import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EscalationResult, EscalationStatus } from '../../workflows/contract/result.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { type CallOptions, startSystem, type System, type SystemCall } from '../support/system.ts';

/** Many calls at once, on a busy machine: none waits any of these out. */
const timings = { ...FAST_TIMINGS, stuck: 300_000, answerWindow: 300_000 };
const PATIENT = { answerWithin: 100_000, establishWithin: 100_000, inviteWithin: 100_000, replaceWithin: 100_000 };

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings } });
});
afterAll(() => system.stop());

/** Two hang-ups of 20 s and 5 s to see the leg gone, each with its last probes; twice that on a busy machine. */
const BOUND = 110_000;
const TEST_LIMIT = { timeout: 2 * BOUND };

/** A call in a tenant and a meeting of its own, so that many can be under way at once, each under its own faults. */
interface OwnCall extends SystemCall {
  alive(kind: 'p2p' | 'multiparty'): string[];
  count(kind: string): number;
  /** Of the first multiparty leg, once there is one. */
  legId(): Promise<string>;
  currentDetails(): Promise<string>;
}

async function ownCall(faults: FaultInput[], options: CallOptions = {}): Promise<OwnCall> {
  const { simulator } = system;
  const tenantId = randomUUID();
  simulator.script(faults.map((fault) => ({ ...fault, where: { tenantId } })));
  const meeting = { joinMeetingId: String(Math.floor(Math.random() * 1e12)).padStart(12, '1') };
  const call = await system.call({
    meeting,
    incoming: { tenantId, callerUserId: randomUUID() },
    ...options,
    policy: { ...PATIENT, ...options.policy },
  });
  const legs = (kind: string) => simulator.record().legs.filter((leg) => leg.tenantId === tenantId && leg.kind === kind);
  return {
    ...call,
    alive: (kind) => legs(kind).flatMap(({ id, alive }) => (alive ? [id] : [])),
    count: (kind) =>
      simulator.record().requests.filter((request) => request.tenantId === tenantId && request.kind === kind).length,
    legId: () => simulator.waitFor('the multiparty leg', () => legs('multiparty')[0]?.id, BOUND),
    currentDetails: async () =>
      (await call.handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata')).currentDetails ?? '',
  };
}

const reached = (call: SystemCall, status: EscalationStatus) =>
  vi.waitFor(async () => expect((await call.snapshot()).status).toBe(status), { timeout: 60_000, interval: 50 });

const ERROR: FaultInput = { request: 'delete', do: 'reply', status: 500, times: 'always' };
const OBSTACLES: [string, FaultInput][] = [
  ['an error', ERROR],
  ['silence', { request: 'delete', do: 'delay', ms: 600_000, times: 'always' }],
  ['a throttle', { request: 'delete', do: 'reply', status: 429, retryAfter: '60', times: 'always' }],
  ['a broken connection', { request: 'delete', do: 'reset', times: 'always' }],
];
const REFUSED = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } };

describe.concurrent('where every hang-up fails, the run ends in its time, and names what is left,', () => {
  it.each(OBSTACLES)(
    'that meets %s: in the result, with the P2P call, which was to be hung up too',
    TEST_LIMIT,
    async (_, obstacle) => {
      const call = await ownCall([obstacle, { invite: 'declined' }], { policy: { onFailure: 'hangUp' } });
      const result = await within(call.result());
      expect(result).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', p2pCall: 'kept' });
      expect(result.leftBehind?.toSorted()).toEqual([call.id, await call.legId()].toSorted());
    },
  );

  it('in the result, as it leaves', TEST_LIMIT, async () => {
    const call = await ownCall([ERROR]);
    const [leg, result] = [await call.legId(), await within(call.result())];
    expect(result).toMatchObject({ outcome: 'escalated', leftBehind: [leg] });
    expect(call.alive('multiparty')).toEqual([leg]);
  });

  it("in the failure's details", TEST_LIMIT, async () => {
    const call = await ownCall([ERROR, { request: 'invite', do: 'reply', status: 403, body: REFUSED, times: 'always' }]);
    const failure: unknown = await within(call.result()).catch((error: unknown) => error);
    const details = [{ during: 'inviting', p2pCall: 'kept', leftBehind: [await call.legId()] }];
    expect(failure).toMatchObject({ cause: { type: 'PermissionMissing', details } });
  });

  it('in query and current details of a run that was cancelled', TEST_LIMIT, async () => {
    const call = await ownCall([ERROR, { leg: 'multiparty', do: 'neverEstablish', times: 'always' }], {
      policy: { establishWithin: 200_000 },
    });
    const leg = await call.legId();
    await vi.waitFor(async () => expect((await call.snapshot()).multipartyCall?.id).toBe(leg), { timeout: 60_000 });
    await call.handle.cancel();
    await expect(within(call.result())).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(await call.snapshot()).toMatchObject({ status: 'cancelled', leftBehind: [leg], p2pCall: { state: 'established' } });
    expect(await call.currentDetails()).toMatch(new RegExp(`\\*\\*Left behind\\*\\* .*${leg}`));
  });
});

async function within(result: Promise<EscalationResult>): Promise<EscalationResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not ended within ${BOUND} ms`)), BOUND);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}

/** How a call is held at each status until it is cancelled there, and how it then ends. */
interface Held {
  faults: FaultInput[];
  options?: CallOptions;
  /** Besides the status. */
  when?: (call: OwnCall) => boolean;
  ends: 'cancelled' | 'escalated';
  p2p: 'kept' | 'gone';
}

const CANCELLATIONS: [EscalationStatus, string, Held][] = [
  [
    'answering',
    'with the answer under way',
    {
      faults: [{ request: 'answer', do: 'delay', ms: 1_000 }],
      when: (call) => call.count('answer') === 1,
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'answering',
    'with the P2P call not established',
    {
      faults: [{ leg: 'p2p', do: 'neverEstablish' }],
      options: { policy: { establishWithin: 100_000 } },
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'creating',
    'with a leg under way, which is hung up as soon as it is known',
    {
      faults: [{ request: 'createCall', do: 'delay', ms: 1_500 }],
      when: (call) => call.count('createCall') === 1,
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'creating',
    'with a leg that is not established',
    {
      faults: [{ leg: 'multiparty', do: 'neverEstablish' }],
      options: { policy: { establishWithin: 100_000 } },
      when: (call) => call.alive('multiparty').length === 1,
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'inviting',
    'with a person who then declines: held back until then',
    { faults: [{ invite: 'declined', afterMs: 1_500 }], ends: 'cancelled', p2p: 'kept' },
  ],
  [
    'inviting',
    'with a person who then comes: held back, and too late',
    { faults: [{ request: 'invite', do: 'delay', ms: 1_000 }], ends: 'escalated', p2p: 'gone' },
  ],
  [
    'replacing',
    'with both legs up: held back, and too late',
    {
      faults: [{ leg: 'p2p', do: 'surviveReplacement' }],
      options: { policy: { replaceWithin: 2_500 } },
      ends: 'escalated',
      p2p: 'gone',
    },
  ],
  [
    'leaving',
    'at once instead of later',
    { faults: [], options: { policy: { leaveAfter: 300_000 } }, ends: 'escalated', p2p: 'gone' },
  ],
];

describe.concurrent('a cancellation', () => {
  it.each(CANCELLATIONS)(
    'while %s, %s: nothing of ours is left',
    TEST_LIMIT,
    async (status, _, { faults, options, when, ends, p2p }) => {
      const call = await ownCall(faults, options);
      await reached(call, status);
      if (when) await system.simulator.waitFor('the moment', () => when(call), 20_000);
      await call.handle.cancel();
      const ended = within(call.result());
      if (ends === 'escalated') {
        const result = await ended;
        expect(result).toMatchObject({ outcome: 'escalated' });
        expect(result).not.toHaveProperty('leftBehind');
      } else {
        await expect(ended).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
        const snapshot = await call.snapshot();
        expect(snapshot).toMatchObject({ status: 'cancelled' });
        expect(snapshot).not.toHaveProperty('leftBehind');
        expect(await call.currentDetails()).not.toContain('Left behind');
      }
      expect(call.alive('multiparty')).toEqual([]);
      expect(call.alive('p2p')).toEqual(p2p === 'kept' ? [call.id] : []);
    },
  );

  it('while it tidies up after a stop: the run ends as cancelled, and names what is left', TEST_LIMIT, async () => {
    const call = await ownCall([{ invite: 'declined' }, ERROR]);
    const leg = await call.legId();
    await system.simulator.waitFor('the hang-up', () => call.count('delete') > 0, 20_000);
    await call.handle.cancel();
    await expect(within(call.result())).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(await call.snapshot()).toMatchObject({ status: 'cancelled', leftBehind: [leg] });
  });
});
