import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { createRandom, type Random } from './random.ts';

const ANSWERS = [
  'accepted',
  'accepted',
  'inLobby',
  'declined',
  'busy',
  'unanswered',
  'unreachable',
  'failed',
  'takenElsewhere',
] as const;

/**
 * Now and then an escalation invites further people, who answer in all ways. By a chance of its own: what a seed meant before there
 * was `invite`, it still means.
 */
export function drawOthers(seed: number): { others?: string[]; faults: FaultInput[] } {
  const random = createRandom(seed ^ 0x07e5);
  if (!random.chance(0.12)) return { faults: [] };
  const others = Array.from({ length: Math.round(random.between(1, 7)) }, (_, n) => `0e5${n}0000-1111-4000-8000-000000000000`);
  return { others, faults: [...others.flatMap((person) => drawAnswer(person, random)), ...drawTrouble(random)] };
}

function drawAnswer(person: string, random: Random): FaultInput[] {
  if (random.chance(0.4)) return [];
  const answers = random.pick(ANSWERS);
  return [
    {
      person,
      answers,
      times: random.pick([1, 'always']),
      ...(random.chance(0.5) && { afterMs: Math.round(random.between(50, 70_000)) }),
      ...(random.chance(0.5) && { admittedAfterMs: Math.round(random.between(100, 40_000)) }),
      // Whoever has not answered is told of without a code, too (Graph §9.3); a "no" has one.
      ...(answers === 'unanswered' && random.chance(0.4) && { withoutCode: true }),
    },
  ];
}

/** With the requests that invite them, of which the first may be the caller's. */
function drawTrouble(random: Random): FaultInput[] {
  const nth = random.pick([2, 3]);
  return [
    ...(random.chance(0.1) ? [{ quirk: 'callsWithoutChatInfo' } as const] : []),
    ...(random.chance(0.1) ? [{ quirk: 'deltaRosters' } as const] : []),
    ...(random.chance(0.15) ? [{ request: 'invite', do: 'loseResponse', nth } as const] : []),
    ...(random.chance(0.1) ? [{ request: 'invite', do: 'reply', status: random.pick([429, 503, 500]), nth } as const] : []),
    ...(random.chance(0.15) ? [{ notification: 'operation', do: 'lose', nth } as const] : []),
  ];
}
