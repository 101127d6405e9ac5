import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { FIELD_QUIRKS, NOTIFICATION_KINDS, STEPS } from '../graph-simulator/faults/kinds.ts';
import type { Random } from './random.ts';

const REQUESTS = ['answer', 'createCall', 'invite', 'getCall', 'getParticipants', 'getOperation', 'delete'] as const;

/**
 * Single 404s are on record for live calls (Graph §12.12), and a second read in a row confirms an end (rule 2). Two
 * false ones in a row are on no record; against them no rule stands, so no scenario has them.
 */
export function withoutTwoFalse404s(faults: readonly FaultInput[]): FaultInput[] {
  const falsely = (fault: FaultInput) =>
    'request' in fault && fault.do === 'reply' && fault.status === 404 && ENDS.includes(fault.request)
      ? fault.request
      : undefined;
  return faults.filter(
    (fault, i) => falsely(fault) === undefined || !faults.slice(0, i).some((other) => falsely(other) === falsely(fault)),
  );
}

/** Whose 404 tells of an end. */
const ENDS = ['getCall', 'delete'];

/** `pace`: of its longer times, in parts of those of the default policy. */
export function drawFault(random: Random, pace = 1): FaultInput {
  const nth = random.pick([1, 1, 1, 2, 3]);
  const times = random.pick([1, 1, 1, 2, 'always'] as const);
  const request = random.pick(REQUESTS);
  const notification = random.pick([...NOTIFICATION_KINDS.filter((kind) => kind !== 'incoming'), 'all'] as const);
  const ms = pace * random.pick([random.between(10, 500), random.between(500, 6_000), random.between(6_000, 40_000)]);
  const draws: (() => FaultInput)[] = [
    () => ({ request, do: 'loseResponse', how: random.pick(['reset', 'hang']), nth, times }),
    () => ({ request, do: 'reset', nth, times }),
    () => ({ request, do: 'delay', ms, what: random.pick(['processing', 'response']), nth, times }),
    () => ({
      request,
      do: 'reply',
      status: random.pick([429, 503]),
      retryAfter: random.pick(['0.5', '2.128', '10', '40', '120']),
      nth,
      times: times === 'always' ? 3 : times,
    }),
    () => ({ request, do: 'reply', status: random.pick([500, 502, 504]), nth, times }),
    () => ({
      request: random.pick(['answer', 'createCall', 'invite'] as const),
      do: 'reply',
      status: random.pick([400, 403]),
      body: { error: { code: random.pick(['7504', '7505', 'BadRequest']), message: 'refused' } },
      nth,
      times,
    }),
    () => ({
      request: random.pick(['getCall', 'invite', 'answer', 'delete'] as const),
      do: 'reply',
      status: 404,
      body: { error: { code: '8522', message: 'Call not found.' } },
      nth,
    }),
    () => ({ notification, do: random.pick(['lose', 'double']), nth, times }),
    () => ({ notification, do: 'delay', ms, nth, times }),
    () => ({ notification, do: 'swap', ms: random.between(10, 900), nth, times }),
    () => ({ notification, do: 'lose', times: 'always' }),
    () => ({
      invite: random.pick(['accepted', 'declined', 'unanswered', 'failed', 'takenElsewhere']),
      afterMs: pace * random.between(50, 70_000),
      nth: random.pick([1, 2]),
      times: random.pick([1, 'always']),
    }),
    () => ({
      caller: 'hangsUp',
      at: random.pick(STEPS),
      told: random.chance(0.7),
      afterMs: random.pick([random.between(0, 3_000), pace * random.between(3_000, 20_000)]),
    }),
    () => ({
      leg: 'multiparty',
      do: 'end',
      at: random.pick(['creating', 'multiparty established', 'inviting', 'operation completed'] as const),
      ...random.pick([
        { code: 200, subcode: 5012 },
        { code: 500, subcode: 7117 },
        { code: 200, subcode: 5000 },
        { code: 200, subcode: 5003 },
      ]),
      told: random.chance(0.7),
      afterMs: random.between(0, 2_000),
      times,
    }),
    () => ({
      leg: 'p2p',
      do: 'end',
      at: random.pick(STEPS),
      code: 410,
      subcode: 301005,
      told: random.chance(0.7),
      afterMs: random.between(0, 2_000),
    }),
    () => ({ leg: random.pick(['p2p', 'multiparty']), do: 'neverEstablish', times }),
    () => ({ leg: 'p2p', do: 'surviveReplacement' }),
    () => ({ leg: 'p2p', do: 'turnMultiparty', at: random.pick(STEPS), afterMs: random.between(0, 2_000) }),
    () => ({
      lobby: random.pick(['bot', 'caller']),
      ...(random.chance(0.6) && { admittedAfterMs: pace * random.between(100, 40_000) }),
      times,
    }),
    () => ({
      quirk: random.pick([
        'rosterUnderP2P',
        'rosterHidesCaller',
        'rosterNeverSent',
        'userUnderApplication',
        'replacesCallIdBareOnly',
        'replacesCallIdPathOnly',
        'mediaConfigRequired',
        'mediaConfigRequired: BadRequest',
        'mediaConfigRequired: 8501',
        'answerReplies200',
        'operationsVanish',
        ...FIELD_QUIRKS,
      ]),
    }),
  ];
  return random.pick(draws)();
}
