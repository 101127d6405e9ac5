import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { callAndAwaitEnd, timesOf } from '../calls.ts';
import type { Figure } from '../figure.ts';
import type { Floor } from '../floor.ts';
import type { Product } from '../product.ts';
import { bareRun, figuresOf } from './reaction.ts';

const BURST = 50;
const WITHIN = 1_000;

/** Calls at the same time: 20 at once, and 50 within a second. */
export async function together(bench: Bench, product: Product, floor: Floor): Promise<Figure[]> {
  const { rounds, atOnce } = bench.options;
  const times = { together: [] as string[], burst: [] as string[] };
  const bare = { together: [] as number[], burst: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.together.push(...(await Promise.all(many(atOnce, () => callAndAwaitEnd(bench, product)))));
    const runs = await Promise.all(many(atOnce, () => bareRun(floor)));
    bare.together.push(...runs.flatMap(({ reactions }) => reactions));
    times.burst.push(...(await burst(() => callAndAwaitEnd(bench, product))));
    bare.burst.push(...(await burst(() => floor.start(`bare-${randomUUID()}`, 1))));
  }
  const reactions = timesOf(product, times.together).flatMap((one) => one.reactions);
  const answers = timesOf(product, times.burst).map(({ answer }) => answer);
  return [
    ...figuresOf(`reaction, ${atOnce} at once`, reactions, bare.together, [1.1, 1.2]),
    ...figuresOf(`incoming → answer, ${BURST} calls within a second`, answers, bare.burst, [1.25, 1.5]),
  ];
}

const many = <T>(count: number, one: (nth: number) => Promise<T>) => Array.from({ length: count }, (_, nth) => one(nth));

/** Evenly within a second. */
function burst<T>(one: () => Promise<T>): Promise<T[]> {
  return Promise.all(
    many(BURST, async (nth) => {
      await pause((nth * WITHIN) / BURST);
      return await one();
    }),
  );
}
