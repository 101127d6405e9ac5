import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../simulation/random.ts';
import type { Kept } from './keep-running.ts';

export interface Killing {
  /** ms since 1970. */
  at: number;
  name: string;
  downFor: number;
}

/** Chance to kill one while another may be down. */
const TWO_DOWN = 0.3;

/** Kills one of them with -9 now and then, for `ms`; the seed says whom, when and for how long. Resolves when all are up again. */
export async function killPrograms(programs: readonly Kept[], seed: number, ms: number): Promise<Killing[]> {
  const random = createRandom(seed ^ 0xdead);
  const over = Date.now() + ms;
  const killings: Killing[] = [];
  for (;;) {
    await pause(random.between(2_000, 9_000));
    const victim = random.pick(programs);
    const downFor = random.pick([0, 0, random.between(0, 3_000)]);
    // On a busy machine a program takes longer to come back than to be killed again: then nobody would ever be there.
    if (!random.chance(TWO_DOWN)) await allUp(programs);
    if (Date.now() >= over) break;
    killings.push({ at: Date.now(), name: victim.name, downFor });
    await victim.kill(downFor);
  }
  await allUp(programs);
  return killings;
}

async function allUp(programs: readonly Kept[]): Promise<void> {
  await Promise.all(programs.map((program) => program.up()));
}
