import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { type PlayedCall, playCall } from './play-call.ts';
import type { CallNow, Intervention } from './rows/intervention.ts';

const timings = { stuck: 60_000 };
const PATIENT = { establishWithin: 30_000, inviteWithin: 30_000, replaceWithin: 10_000 };
const SILENT_GRAPH: FaultInput[] = (['getCall', 'getParticipants', 'getOperation'] as const).map((request) => ({
  request,
  do: 'reply',
  status: 500,
  times: 'always',
}));
const SILENT: FaultInput[] = [{ notification: 'all', do: 'lose', nth: 2, times: 'always' }, ...SILENT_GRAPH];

const isUnknown = (request: string) => (now: CallNow) => now.snapshot().outcomeUnknown === request;

/** Sees that it is told in query and page, and lets Microsoft's side speak again. */
function seeUnknown(request: string, snapshot: object): Intervention {
  return {
    when: isUnknown(request),
    act(now) {
      expect(now.snapshot()).toMatchObject(snapshot);
      expect(now.details()).toContain(`**The response to ${request} was lost**; whether it was processed will show itself`);
      now.script.clear();
    },
  };
}

function expectEscalated(ran: PlayedCall): void {
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  expectKnown(ran);
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
}

function expectKnown({ snapshot, details }: PlayedCall): void {
  expect(snapshot).not.toHaveProperty('outcomeUnknown');
  expect(details).not.toContain('was lost');
}

describe('an outcome that is unknown is seen in query and UI until its effect shows itself:', () => {
  it('that of the answer', async () => {
    const hanging: FaultInput = { request: 'answer', do: 'loseResponse', how: 'hang', times: 'always' };
    const ran = await playCall([hanging, ...SILENT], {
      policy: { ...PATIENT, answerWithin: 1_500 },
      timings,
      meanwhile: [seeUnknown('answer', { status: 'answering', p2pCall: { state: 'incoming' } })],
    });
    expectEscalated(ran);
  });

  it('that of the create', async () => {
    const faults: FaultInput[] = [
      { request: 'createCall', do: 'loseResponse' },
      { notification: 'multiparty establishing', do: 'lose' },
      { notification: 'multiparty established', do: 'hold' },
      { notification: 'roster', do: 'hold', times: 'always' },
    ];
    const seen = seeUnknown('create', {
      status: 'creating',
      multipartyCall: { state: 'establishing', attempt: 1 },
      leftBehind: ['multiparty 1, id unknown'],
    });
    const ran = await playCall(faults, { policy: PATIENT, timings, meanwhile: [seen] });
    expectEscalated(ran);
    expect(ran.count('createCall')).toBe(1);
    expect(ran.snapshot).not.toHaveProperty('leftBehind');
  });

  it.each<[string, FaultInput[]]>([
    ['with its operation and the P2P call', []],
    ['with the caller in the roster alone', [{ leg: 'p2p', do: 'surviveReplacement' }]],
  ])('that of the invite, which shows itself %s', async (_, faults) => {
    const fallsSilent: Intervention = {
      // Until then everything is known.
      when: ({ count }) => count('invite') === 1,
      act: ({ script }) => script.add([...SILENT_GRAPH, { notification: 'all', do: 'lose', times: 'always' }]),
    };
    const seen = seeUnknown('invite', { status: 'inviting' });
    const isMoved = (now: CallNow) => isUnknown('invite')(now) && !now.rings();
    const showsItself: Intervention = {
      when: (now) => now.snapshot().status === 'replacing',
      act: (now) => expect(now.snapshot()).not.toHaveProperty('outcomeUnknown'),
    };
    // A roster comes before the invite: without one nobody knows whether the caller was in already.
    const later: FaultInput = { notification: 'p2p established', do: 'delay', ms: 400 };
    const ran = await playCall([later, ...faults, { request: 'invite', do: 'loseResponse' }], {
      policy: { ...PATIENT, createWhen: 'answered', probeAfter: 5_000 },
      timings,
      meanwhile: [fallsSilent, { ...seen, when: isMoved }, ...(faults.length > 0 ? [showsItself] : [])],
    });
    expectEscalated(ran);
    expect(ran.count('invite')).toBe(1);
  });

  it('that of an invite whose response alone is lost, when its effect has long shown itself: never', async () => {
    const ran = await playCall([{ request: 'invite', do: 'loseResponse', how: 'hang' }], { timings });
    expectEscalated(ran);
    expect(ran.result().timeline.some(({ what }) => what.startsWith('Invite: '))).toBe(true);
  });

  it('that of an answer to a call that has ended meanwhile: never', async () => {
    const ran = await playCall(
      [
        { request: 'answer', do: 'delay', ms: 60_000, times: 'always' },
        { caller: 'hangsUp', at: 'ringing', afterMs: 300 },
      ],
      { timings },
    );
    expect(ran.result()).toMatchObject({ reason: 'callerHungUp' });
    expectKnown(ran);
  });
});

describe('the known leg of a create that is over', () => {
  it('is hung up, and its end known, before the next attempt', async () => {
    const ran = await playCall(
      [
        { leg: 'multiparty', do: 'neverEstablish' },
        { notification: 'multiparty deleted', do: 'delay', ms: 300 },
        { notification: 'multiparty terminated', do: 'delay', ms: 300 },
      ],
      { policy: { establishWithin: 400, probeAfter: 20_000 }, timings },
    );
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    const [first, second] = ran.multipartyCalls;
    const requests = ['createCall', 'delete'] as const;
    const inTurn = requests.flatMap((kind) => ran.requests(kind).map(({ at, callId }) => ({ at, what: callId ?? kind })));
    expect(inTurn.toSorted((a, b) => a.at - b.at).map(({ what }) => what)).toEqual(['createCall', first, 'createCall', second]);
    const end = ran.simulated.teams.legs().find(({ id }) => id === first)?.end;
    expect(end?.by).toBe('bot');
    const toldAt = ran.simulated.told.calls.get(first ?? '')?.end;
    expect(toldAt).toBeGreaterThan(end?.at ?? Infinity);
    expect(toldAt).toBeLessThanOrEqual(ran.requests('createCall')[1]?.at ?? 0);
  });
});
