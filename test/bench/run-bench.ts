import { loadavg } from 'node:os';
import { startBench } from './bench.ts';
import { build } from './build.ts';
import type { Figure } from './figure.ts';
import { startFloor } from './floor.ts';
import type { BenchOptions, Part } from './options.ts';
import { coldStart } from './parts/cold-start.ts';
import { createWhen } from './parts/create-when.ts';
import { counts } from './parts/counts.ts';
import { growth } from './parts/growth.ts';
import { memoryAndKill } from './parts/memory-and-kill.ts';
import { reactionAlone } from './parts/reaction.ts';
import { stay } from './parts/stay.ts';
import { stayMemory } from './parts/stay-memory.ts';
import { throughput } from './parts/throughput.ts';
import { together } from './parts/together.ts';
import { webhook } from './parts/webhook.ts';
import { startProduct } from './product.ts';

export interface BenchRun {
  /** Of the machine, over a minute: before the bench, and at its end. */
  load: [number, number];
  seconds: number;
  figures: Figure[];
}

/** Measures the parts that were asked for. @param tell of each part that is over */
export async function runBench(
  options: BenchOptions,
  tell: (what: string) => void,
  atEnd: (stop: () => Promise<void>) => void,
): Promise<BenchRun> {
  const begun = performance.now();
  const before = loadavg()[0] ?? 0;
  await build(options.build);
  const bench = await startBench(options);
  atEnd(bench.stop);
  const product = await startProduct(bench, { workers: options.workers });
  atEnd(product.stop);
  const floor = await startFloor(bench);
  atEnd(floor.stop);
  // Always: the floor has the shape that an escalation has today.
  const counted = await counts(bench, product, floor);
  const figures: Figure[] = options.only.includes('counts') ? counted.figures : [];
  tell('counts');
  for (const part of options.only) {
    figures.push(...(await measure(part)));
    if (part !== 'counts') tell(part);
  }
  return { load: [before, loadavg()[0] ?? 0], seconds: Math.round((performance.now() - begun) / 1_000), figures };

  async function measure(part: Part): Promise<Figure[]> {
    switch (part) {
      case 'counts':
        return [];
      case 'reaction':
        return reactionAlone(bench, product, floor);
      case 'together':
        return together(bench, product, floor);
      case 'throughput':
        return throughput(bench, product, floor, counted.shape);
      case 'growth':
        return growth(bench, product);
      case 'stay':
        return stay(bench);
      case 'webhook':
        return webhook(bench, product, floor);
      case 'coldStart':
        return coldStart(bench, product, floor);
      case 'createWhen':
        return createWhen(bench);
      case 'kill':
        return memoryAndKill(bench);
      case 'stayMemory':
        return stayMemory(bench);
    }
  }
}
