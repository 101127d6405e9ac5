import { describe, expect, it } from 'vitest';
import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import type { EscalationStatus } from '../../workflows/contract/result.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { playCall } from './play-call.ts';
import type { CallNow, Intervention } from './rows/intervention.ts';

/** Two hang-ups of 20 s and 5 s to see the leg gone, each with its last probes. */
const BOUND = 60_000;

const ERROR: FaultInput = { request: 'delete', do: 'reply', status: 500, times: 'always' };
const OBSTACLES: [string, FaultInput][] = [
  ['an error', ERROR],
  ['silence', { request: 'delete', do: 'delay', ms: 600_000, times: 'always' }],
  ['a throttle', { request: 'delete', do: 'reply', status: 429, retryAfter: '60', times: 'always' }],
  ['a broken connection', { request: 'delete', do: 'reset', times: 'always' }],
];
const REFUSED = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } };

const cancel = (now: CallNow) => now.cancel();

describe('where every hang-up fails, the run ends in its time, and names what is left,', () => {
  it.each(OBSTACLES)('that meets %s: in the result, with the P2P call, which was to be hung up too', async (_, obstacle) => {
    const ran = await playCall([obstacle, { invite: 'declined' }], { policy: { onFailure: 'hangUp' } });
    const result = ran.result();
    expect(result).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', p2pCall: 'kept' });
    expect(result.leftBehind?.toSorted()).toEqual([ran.p2pCallId, ...ran.multipartyCalls].toSorted());
    expect(ran.closedAt - ran.startedAt).toBeLessThan(BOUND);
  });

  it('in the result, as it leaves', async () => {
    const ran = await playCall([ERROR]);
    expect(ran.result()).toMatchObject({ outcome: 'escalated', leftBehind: ran.multipartyCalls });
    expect(ran.alive.multiparty).toEqual(ran.multipartyCalls);
    expect(ran.closedAt - ran.startedAt).toBeLessThan(BOUND);
  });

  it("in the failure's details", async () => {
    const ran = await playCall([ERROR, { request: 'invite', do: 'reply', status: 403, body: REFUSED, times: 'always' }]);
    const details = [{ during: 'inviting', p2pCall: 'kept', leftBehind: ran.multipartyCalls }];
    expect(ran.ending).toMatchObject({ failure: { type: 'PermissionMissing', details } });
  });

  it('in query and current details of a run that was cancelled', async () => {
    const isKnown = ({ snapshot }: CallNow) => snapshot().multipartyCall?.id !== undefined;
    const ran = await playCall([ERROR, { leg: 'multiparty', do: 'neverEstablish', times: 'always' }], {
      policy: { establishWithin: 200_000 },
      timings: { stuck: 300_000 },
      meanwhile: [{ when: isKnown, act: cancel }],
    });
    const [leg] = ran.multipartyCalls;
    expect(ran.ending).toMatchObject({ failure: { name: 'CancelledFailure' } });
    expect(ran.snapshot).toMatchObject({ status: 'cancelled', leftBehind: [leg], p2pCall: { state: 'established' } });
    expect(ran.details).toMatch(new RegExp(`\\*\\*Left behind\\*\\* .*${leg}`));
  });
});

/** How a call is held at each status until it is cancelled there, and how it then ends. */
interface Held {
  faults: FaultInput[];
  policy?: Partial<EscalationPolicy>;
  /** Besides the status. */
  when?: (now: CallNow) => boolean;
  ends: 'cancelled' | 'escalated';
  p2p: 'kept' | 'gone';
}

const CANCELLATIONS: [EscalationStatus, string, Held][] = [
  [
    'answering',
    'with the answer under way',
    {
      faults: [{ request: 'answer', do: 'delay', ms: 1_000 }],
      when: ({ count }) => count('answer') === 1,
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'answering',
    'with the P2P call not established',
    { faults: [{ leg: 'p2p', do: 'neverEstablish' }], policy: { establishWithin: 100_000 }, ends: 'cancelled', p2p: 'kept' },
  ],
  [
    'creating',
    'with a leg under way, which is hung up as soon as it is known',
    {
      faults: [{ request: 'createCall', do: 'delay', ms: 1_500 }],
      when: ({ count }) => count('createCall') === 1,
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'creating',
    'with a leg that is not established',
    {
      faults: [{ leg: 'multiparty', do: 'neverEstablish' }],
      policy: { establishWithin: 100_000 },
      when: ({ alive }) => alive('multiparty').length === 1,
      ends: 'cancelled',
      p2p: 'kept',
    },
  ],
  [
    'inviting',
    'with a person who then declines: held back until then',
    { faults: [{ invite: 'declined', afterMs: 1_500 }], when: ({ rings }) => rings(), ends: 'cancelled', p2p: 'kept' },
  ],
  [
    'inviting',
    'with a person who then comes: held back, and too late',
    {
      faults: [{ request: 'invite', do: 'delay', ms: 1_000 }],
      when: ({ count }) => count('invite') === 1,
      ends: 'escalated',
      p2p: 'gone',
    },
  ],
  [
    'replacing',
    'with both legs up: held back, and too late',
    {
      faults: [{ leg: 'p2p', do: 'surviveReplacement' }],
      policy: { replaceWithin: 2_500 },
      ends: 'escalated',
      p2p: 'gone',
    },
  ],
  ['leaving', 'at once instead of later', { faults: [], policy: { leaveAfter: 300_000 }, ends: 'escalated', p2p: 'gone' }],
];

describe('a cancellation', () => {
  it.each(CANCELLATIONS)('while %s, %s: nothing of ours is left', async (status, _, { faults, policy = {}, when, ends, p2p }) => {
    const step: Intervention = { when: (now) => now.snapshot().status === status && when?.(now) !== false, act: cancel };
    const ran = await playCall(faults, { policy, meanwhile: [step] });
    if (ends === 'escalated') {
      expect(ran.result()).toMatchObject({ outcome: 'escalated' });
      expect(ran.result()).not.toHaveProperty('leftBehind');
      expect(ran.closedAt - ran.startedAt).toBeLessThan(BOUND);
    } else {
      expect(ran.ending).toMatchObject({ failure: { name: 'CancelledFailure' } });
      expect(ran.snapshot).toMatchObject({ status: 'cancelled' });
      expect(ran.snapshot).not.toHaveProperty('leftBehind');
      expect(ran.details).not.toContain('Left behind');
    }
    expect(ran.alive).toEqual({ p2p: p2p === 'kept' ? [ran.p2pCallId] : [], multiparty: [] });
  });

  it('while it tidies up after a stop: the run ends as cancelled, and names what is left', async () => {
    const ran = await playCall([{ invite: 'declined' }, ERROR], {
      meanwhile: [{ when: ({ count }) => count('delete') > 0, act: cancel }],
    });
    expect(ran.ending).toMatchObject({ failure: { name: 'CancelledFailure' } });
    expect(ran.snapshot).toMatchObject({ status: 'cancelled', leftBehind: ran.multipartyCalls });
  });
});
