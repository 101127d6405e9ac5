import { normalizeId } from '../../../workflows/contract/call-id.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { STAYING_FAULTS } from '../../graph-simulator/faults/staying-faults.ts';
import { createRandom, type Random } from '../random.ts';
import type { Happening, StayScript } from './stay-script.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PEOPLE = [1, 2, 3, 4].map((n) => `aaaaaaaa-1111-4000-8000-00000000000${n}`);

/** How people answer, what requests meet, and what rosters are like; what happens in the meeting is drawn by itself. */
const FAULTS: FaultInput[][] = Object.values(STAYING_FAULTS)
  .map(({ faults }): FaultInput[] => faults.filter((fault) => !('meeting' in fault)))
  .filter((faults) => faults.length > 0);

/** A stay of some hours in which much happens, and much goes wrong. */
export function drawStay(seed: number, random: Random): StayScript {
  const told = random.chance(0.5);
  // By a chance of its own, as the clients: what a seed meant before there were any, it still means.
  const later = createRandom(seed ^ 0xc11e);
  const staysAfter = later.chance(0.6) ? Math.round(later.between(0, 2 * MINUTE)) : 0;
  const byClient = { told, people: PEOPLE.slice(0, 2), staysAfter };
  const count = Math.floor(random.between(0, 12));
  return {
    seed,
    begins: random.chance(0.6) ? 'handedOver' : byClient,
    happenings: Array.from({ length: count }, (_, n) => drawHappening(random, n))
      .map((what) => ('invite' in what ? { ...what, byClient: later.chance(0.5) } : what))
      .toSorted((a, b) => a.at - b.at),
    faults: random.chance(0.5) ? random.pick(FAULTS) : [],
    policy: {
      ...(random.chance(0.3) && { aloneFor: Math.round(random.between(1_000, 10 * MINUTE)) }),
      // What happens happens in the first hours: few need a whole day's quiet after it.
      ...(random.chance(0.9) && { stayAtMost: Math.round(random.between(HOUR, 9 * HOUR)) }),
      ...(random.chance(0.3) && { keepAliveEvery: Math.round(random.between(MINUTE, 30 * MINUTE)) }),
    },
    ...(random.chance(0.2) && { killsEach: random.pick([HOUR, 17 * MINUTE]) }),
    workerDies: random.chance(0.15) ? 0.05 : 0,
    webhookDown: random.chance(0.2) ? 0.2 : 0,
    ...(random.chance(0.4) && { suggestContinueAsNewFrom: Math.round(random.between(30, 200)) }),
  };
}

function drawHappening(random: Random, n: number): Happening {
  const at = Math.round(random.chance(0.3) ? random.between(0, 2 * MINUTE) : random.between(0, 6 * HOUR));
  const id = random.chance(0.2) ? 'again' : `u${n}`;
  const who = random.pick(PEOPLE);
  const participants = PEOPLE.filter(() => random.chance(0.5)).map((one) => ({ user: { id: one } }));
  const together = random.chance(0.7);
  const drawn: (() => Happening)[] = [
    () => ({ at, meeting: { do: 'join', person: { id: who }, inLobby: random.chance(0.2) } }),
    () => ({ at, meeting: { do: 'join', person: { kind: random.pick(['phone', 'guest', 'application', 'other']) } } }),
    () => ({ at, meeting: { do: random.pick(['leave', 'mute', 'hold', 'admit']), who } }),
    () => ({ at, meeting: { do: 'leave', who: 'caller' } }),
    () => ({ at, meeting: { do: 'everybodyLeaves' } }),
    () => ({ at, update: 'inviteParticipants', id: `invite-${id}`, participants, together }),
    () => ({ at, update: 'removeParticipant', id: `remove-${id}`, who: { user: { id: who } } }),
    () => ({ at, invite: { requestId: `r-${normalizeId(id)}`, participants: [{ user: { id: who } }] } }),
    () => (random.chance(0.3) ? { at, update: 'leave', id } : { at, kill: Math.round(random.between(1_000, 20_000)) }),
    () => (random.chance(0.3) ? { at, cancel: 'stay' } : { at, lose: Math.round(random.between(1_000, HOUR)) }),
    () => (random.chance(0.3) ? { at, meeting: drawEnd(random) } : { at, lose: 10_000 }),
  ];
  return random.pick(drawn)();
}

function drawEnd(random: Random): Extract<Happening, { meeting: unknown }>['meeting'] {
  const told = random.chance(0.5);
  return random.pick([
    { do: 'end', told },
    { do: 'removeBot', told },
    { do: 'failBot', code: 500, subcode: 7117, told },
  ] as const);
}
