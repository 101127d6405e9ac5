import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { callAndAwaitEnd, timesOf } from '../calls.ts';
import type { Figure } from '../figure.ts';
import type { Floor } from '../floor.ts';
import type { Product } from '../product.ts';
import { percentile } from '../statistics.ts';

/** As an escalation reacts: to the incoming call, to the caller's leg, to our own. */
export const REACTIONS = 3;
/** About what the simulator takes between them, in ms. */
const BETWEEN = 30;

/** One call after the other, in turn with the floor. */
export async function reactionAlone(bench: Bench, product: Product, floor: Floor): Promise<Figure[]> {
  const { calls } = bench.options;
  const ended: string[] = [];
  const bare = { answer: [] as number[], reactions: [] as number[] };
  for (let nth = 0; nth < calls; nth++) {
    ended.push(await callAndAwaitEnd(bench, product));
    const { answer, reactions } = await bareRun(floor);
    bare.answer.push(answer);
    bare.reactions.push(...reactions);
  }
  const times = timesOf(product, ended);
  const reactions = times.flatMap((one) => one.reactions);
  return [
    ...figuresOf('reaction, alone', reactions, bare.reactions, [1.25, 1.5]),
    ...figuresOf(
      'incoming → answer, alone',
      times.map(({ answer }) => answer),
      bare.answer,
      [1.25, undefined],
    ),
  ];
}

/** p50 and p99 beside their floors. */
export function figuresOf(
  name: string,
  product: readonly number[],
  floor: readonly number[],
  [p50, p99]: [number | undefined, number | undefined],
): Figure[] {
  const line = (which: string, p: number, ratio: number | undefined): Figure => ({
    name: `${name}, ${which}`,
    unit: 'ms',
    product: percentile(product, p),
    floor: percentile(floor, p),
    of: product.length,
    ...(ratio !== undefined && { goal: { ratio } }),
  });
  return [line('p50', 0.5, p50), line('p99', 0.99, p99)];
}

/** One bare workflow that reacts as often as an escalation. */
export async function bareRun(floor: Floor): Promise<{ answer: number; reactions: number[] }> {
  const id = `bare-${randomUUID()}`;
  const answer = await floor.start(id, REACTIONS);
  const reactions: number[] = [];
  while (reactions.length < REACTIONS - 1) {
    await pause(BETWEEN);
    reactions.push(await floor.react(id));
  }
  return { answer, reactions };
}
