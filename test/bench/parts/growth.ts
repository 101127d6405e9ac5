import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import type { Product } from '../product.ts';
import { loadOf } from './throughput.ts';

const BASE = 4;

/** Whether an escalation costs more where more are under way: at 1, 4 and 16 times the load, each beside the first. */
export async function growth(bench: Bench, product: Product): Promise<Figure[]> {
  const figures: Figure[] = [];
  let first: { aSecond: number; workerCpu: number } | undefined;
  for (const factor of [1, 4, 16]) {
    const load = await loadOf(bench, product, BASE * factor);
    first ??= load;
    const under = `${factor}× load (${BASE * factor} at once)`;
    figures.push(
      { name: `escalations a second, ${under}`, unit: '1/s', product: load.aSecond, floor: first.aSecond },
      { name: `worker CPU an escalation, ${under}`, unit: 'ms', product: load.workerCpu, floor: first.workerCpu },
    );
  }
  return figures;
}
