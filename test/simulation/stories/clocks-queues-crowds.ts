import {
  callerIn,
  deleted,
  EARLIER,
  EARLIER_TENANT,
  established,
  establishing,
  MULTIPARTY,
  operation,
  P2P,
  refusedWith,
  somebodyElseIn,
} from './script.ts';
import type { Story } from './story.ts';

const ESCALATED: Story['ends'] = { result: { outcome: 'escalated' } };
const MOVED: [number, ReturnType<typeof callerIn>][] = [
  [30_000, callerIn(MULTIPARTY)],
  [30_100, deleted(P2P, 200, 7000)],
];
const lost = refusedWith({ status: 504, body: undefined });
const throttledFor = (retryAfter: number) => refusedWith({ status: 429, body: undefined, retryAfter });
const running = () => [{ type: 'operation', callId: MULTIPARTY, status: 'running' } as const];
/** A meeting in which a roster about others comes each second, from its beginning on. */
const chatter = Array.from({ length: 29 }, (_, i): [number, ReturnType<typeof callerIn>] => [
  500 + 1_000 * i,
  somebodyElseIn(MULTIPARTY),
]);
/** The caller has dialled in himself from another device, and is listed again while the invite rings. */
const listedAgain = { activities: { createCall: () => [established(MULTIPARTY), callerIn(MULTIPARTY)] } };

/** Clocks that differ, requests that are throttled, meetings that are chatty, callers on two devices, legs of other tenants. */
export const CLOCKS_QUEUES_CROWDS: Story[] = [
  ...[12_000, 60_000, -60_000].map(
    (receivedBefore): Story => ({
      it: `an answer is sent by a clock that is ${receivedBefore / 1000} s behind`,
      script: { receivedBefore, told: MOVED },
      ends: ESCALATED,
      sends: { answer: [[0, 100]] },
    }),
  ),
  {
    it: 'an invite that was throttled for a minute has its whole time from the try that Graph took',
    script: {
      activities: { invite: (request, time) => (time === 1 ? throttledFor(60_000)(request, time) : running()) },
      told: [
        [130_000, callerIn(MULTIPARTY)],
        [130_100, deleted(P2P, 200, 7000)],
      ],
    },
    ends: ESCALATED,
    sends: {
      invite: [
        [0, 300],
        [60_000, 60_500],
      ],
    },
  },
  {
    it: "a failure without a code soon after a throttled invite is no person's no",
    script: {
      activities: { invite: (request, time) => (time === 1 ? throttledFor(60_000)(request, time) : running()) },
      told: [
        [62_000, operation(MULTIPARTY, 'failed')],
        [70_000, callerIn(MULTIPARTY)],
        [70_100, deleted(P2P, 200, 7000)],
      ],
    },
    ends: ESCALATED,
    sends: {
      invite: [
        [0, 300],
        [60_000, 60_500],
        [62_000, 62_500],
      ],
    },
  },
  {
    it: 'no second leg is made while the response to a create may yet name the first',
    scenario: {
      faults: [
        { request: 'createCall', do: 'delay', ms: 8_000, what: 'response' },
        { notification: 'multiparty establishing', do: 'lose' },
        { notification: 'multiparty established', do: 'lose' },
        { notification: 'roster', do: 'lose', times: 2 },
      ],
      policy: { establishWithin: 5_000 },
    },
    ends: ESCALATED,
    sends: {
      createCall: [
        [700, 1_000],
        [8_700, 11_000],
      ],
    },
  },
  {
    it: 'an established that got lost in a chatty meeting is found by a probe after probeAfter',
    script: {
      activities: { createCall: () => [establishing(MULTIPARTY)], probe: () => [established(MULTIPARTY)] },
      told: [...chatter, ...MOVED],
      policy: { probeAfter: 4_000 },
    },
    ends: ESCALATED,
    sends: { invite: [[4_000, 4_600]] },
  },
  {
    it: 'a caller who is in the meeting already, and is listed again, is not moved while the invite rings',
    script: { ...listedAgain, told: [[2_000, callerIn(MULTIPARTY)]], policy: { inviteWithin: 40_000, replaceWithin: 3_000 } },
    ends: { result: { outcome: 'notEscalated', reason: 'timedOut', p2pCall: 'kept' }, closes: [40_000, 40_500] },
    sends: { delete: [[40_000, 40_500]] },
  },
  {
    it: 'a caller who is in the meeting already is moved once the operation says so',
    script: {
      ...listedAgain,
      activities: { ...listedAgain.activities, hangUp: ({ callId = '' }) => [deleted(callId, 200, 7000)] },
      told: [
        [2_000, callerIn(MULTIPARTY)],
        [20_000, operation(MULTIPARTY, 'completed')],
      ],
      policy: { replaceWithin: 3_000 },
    },
    ends: { result: { outcome: 'escalated' }, closes: [26_000, 27_000] },
  },
  {
    it: 'an answer whose response was lost is not repeated once the call is known to be answered',
    script: { activities: { answer: lost }, told: [[150, establishing(P2P)], [400, established(P2P)], ...MOVED] },
    ends: ESCALATED,
    sends: { answer: [[0, 100]] },
  },
  {
    it: 'the leg of an earlier run is hung up in its own tenant',
    script: {
      activities: {
        hangUp: (request, time) =>
          request.callId === EARLIER && request.tenantId !== EARLIER_TENANT
            ? refusedWith({ status: 403, body: { error: { code: '7505', message: 'Tenant mismatch.' } } })(request, time)
            : [deleted(request.callId ?? '', 200, 7000)],
      },
      told: [[1_000, established(EARLIER)], ...MOVED],
    },
    ends: ESCALATED,
    sends: {
      delete: [
        [1_000, 1_100],
        [33_000, 33_500],
      ],
    },
  },
];
