import { randomUUID } from 'node:crypto';
import type { Bench } from '../bench.ts';
import { callAndAwaitEnd, timesOf } from '../calls.ts';
import type { Figure } from '../figure.ts';
import type { Floor } from '../floor.ts';
import type { Product } from '../product.ts';
import { figuresOf } from './reaction.ts';

/** The first calls of a worker that has just begun to poll, all at once. */
export async function coldStart(bench: Bench, product: Product, floor: Floor): Promise<Figure[]> {
  const { rounds, atOnce } = bench.options;
  const ended: string[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await product.stopWorkers();
    await product.startWorker();
    ended.push(...(await Promise.all(Array.from({ length: atOnce }, () => callAndAwaitEnd(bench, product)))));
    await floor.stopWorkers();
    await floor.startWorker();
    bare.push(...(await Promise.all(Array.from({ length: atOnce }, () => floor.start(`bare-${randomUUID()}`, 1)))));
  }
  const answers = timesOf(product, ended).map(({ answer }) => answer);
  return figuresOf(`incoming → answer, ${atOnce} calls at a cold start`, answers, bare, [1.5, undefined]);
}
