import type { Bench } from '../bench.ts';
import { callAndAwaitEnd, keepBusy } from '../calls.ts';
import type { Figure } from '../figure.ts';
import type { Floor } from '../floor.ts';
import type { Shape } from '../floor/messages.ts';
import { cpuMs } from '../processes.ts';
import type { Product } from '../product.ts';
import { median } from '../statistics.ts';

/** What one escalation costs where many are under way. */
export interface Load {
  aSecond: number;
  workerCpu: number;
  webhookCpu: number;
}

/** As many escalations as the machine carries, in turn with workflows of their shape. */
export async function throughput(bench: Bench, product: Product, floor: Floor, shape: Shape): Promise<Figure[]> {
  const { rounds, atOnce } = bench.options;
  const ours: Load[] = [];
  const bare: Load[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await loadOf(bench, product, atOnce));
    bare.push(await shapedLoad(bench, floor, shape, atOnce));
  }
  const of = (loads: Load[], what: keyof Load) => median(loads.map((load) => load[what]));
  return [
    {
      name: 'escalations a second',
      unit: '1/s',
      product: of(ours, 'aSecond'),
      floor: of(bare, 'aSecond'),
      goal: { atLeast: 0.95 },
      of: rounds,
    },
    {
      name: 'worker CPU an escalation',
      unit: 'ms',
      product: of(ours, 'workerCpu'),
      floor: of(bare, 'workerCpu'),
      goal: { ratio: 1.15 },
      of: rounds,
    },
    { name: 'webhook CPU an escalation', unit: 'ms', product: of(ours, 'webhookCpu'), of: rounds },
  ];
}

/** Escalations kept at `atOnce` for the time of a measurement. */
export async function loadOf(bench: Bench, product: Product, atOnce: number): Promise<Load> {
  const cpu = () => ({ workers: sum(product.workers), webhook: cpuMs(product.webhook.pid) });
  const before = cpu();
  const { ended, took } = await keepBusy(atOnce, bench.options.duration, () => callAndAwaitEnd(bench, product));
  const after = cpu();
  return {
    aSecond: (ended * 1_000) / took,
    workerCpu: (after.workers - before.workers) / ended,
    webhookCpu: (after.webhook - before.webhook) / ended,
  };
}

async function shapedLoad(bench: Bench, floor: Floor, shape: Shape, atOnce: number): Promise<Load> {
  const before = sum(floor.workers);
  const { ended, took } = await keepBusy(atOnce, bench.options.duration, () => floor.runShaped(shape));
  return { aSecond: (ended * 1_000) / took, workerCpu: (sum(floor.workers) - before) / ended, webhookCpu: 0 };
}

const sum = (programs: readonly { pid: number }[]) => programs.reduce((all, { pid }) => all + cpuMs(pid), 0);
