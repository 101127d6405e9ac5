import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { callAndAwaitAnswer, requestAfter } from '../calls.ts';
import type { Figure } from '../figure.ts';
import { type Floor, startFloor } from '../floor.ts';
import { callbackPath, callData, notification, openPoster } from '../notify.ts';
import { residentKb } from '../processes.ts';
import { type Product, startProduct } from '../product.ts';
import { percentile } from '../statistics.ts';

const REACTING = 20;
/** The server gives the sticky queue of a worker up that has not polled for so long, in ms. */
const FORGOTTEN_AFTER = 11_000;
/** More at once, and the open ones would be late for their answers. */
const OPENED_AT_ONCE = 10;
/** What a worker takes once and for all shows itself in the first ones. */
const WARM_UP = 50;

/** Escalations that wait: what each takes of the worker's memory, and how soon they react when it was killed. */
export async function memoryAndKill(bench: Bench): Promise<Figure[]> {
  const { open } = bench.options;
  // The caller's leg is established when we say so.
  const product = await startProduct(bench, { timings: { established: 3_600_000 } });
  const floor = await startFloor(bench);
  const calls: string[] = [];
  const workflows: string[] = [];
  const ours = await memoryOf(
    product,
    open,
    async () => void calls.push(await callAndAwaitAnswer(product, callerOf(product, calls.length))),
  );
  const bare = await memoryOf(floor, open, async () => {
    const id = `open-${randomUUID()}`;
    await floor.open(id);
    workflows.push(id);
  });
  const killed = await reactAfterKill(product, await reactingCalls(product, calls));
  const killedBare = await reactAfterKill(
    floor,
    workflows.map((id) => () => floor.react(id)),
  );
  await Promise.all([product.stop(), floor.stop()]);
  return [
    {
      name: 'worker memory a waiting escalation, beyond the bare one',
      unit: 'kB',
      product: ours - bare,
      goal: { value: 60 },
      of: open,
    },
    { name: 'worker memory a waiting escalation', unit: 'kB', product: ours, floor: bare, of: open },
    {
      name: `kill -9 of the worker with ${open} open, until the first request`,
      unit: 'ms',
      product: killed.first,
      floor: killedBare.first,
      goal: { ratio: 1.3 },
    },
    {
      name: `then ${REACTING} calls that react at once, p50`,
      unit: 'ms',
      product: killed.p50,
      floor: killedBare.p50,
      goal: { ratio: 1.5 },
      of: REACTING,
    },
  ];
}

/** In turn: those who react are among the first, so each of them has a meeting of their own. */
function callerOf({ callers }: Product, nth: number): string {
  return callers[nth % callers.length] ?? '';
}

/** What one of `open` takes, in kB. */
async function memoryOf({ workers }: Product | Floor, open: number, one: () => Promise<void>): Promise<number> {
  const resident = () => residentKb(workers[0]?.pid ?? 0);
  const openMany = async (count: number) => {
    for (let left = count; left > 0; left -= OPENED_AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(left, OPENED_AT_ONCE) }, one));
  };
  await openMany(WARM_UP);
  const before = resident();
  await openMany(open - WARM_UP);
  return (resident() - before) / (open - WARM_UP);
}

/** Each lets the leg of one caller be established; resolves with what our create took from there, in ms. */
async function reactingCalls(product: Product, calls: readonly string[]): Promise<(() => Promise<number>)[]> {
  const poster = await openPoster(product, product.webhookUrl);
  return calls.slice(0, REACTING + 1).map((callId) => {
    const path = callbackPath(product, callId);
    const answer = product.requests.find(({ kind, callId: about }) => kind === 'answer' && about === callId);
    const run = answer?.headers['scenario-id'];
    return async () => {
      const from = product.requests.length;
      const sentAt = Date.now();
      await poster.post(path, notification(callId, callData(callId, 'established')));
      const create = await requestAfter(
        product,
        from,
        ({ kind, headers }) => kind === 'createCall' && headers['scenario-id'] === run,
      );
      return Date.parse(create.at) - sentAt;
    };
  });
}

/** The worker is started again at once, as an orchestrator would. */
async function reactAfterKill(
  { workers, startWorker }: Product | Floor,
  [first, ...others]: readonly (() => Promise<number>)[],
): Promise<{ first: number; p50: number }> {
  const [worker] = workers.splice(0);
  if (!worker || !first) throw new Error('There is no worker to kill, or nobody to react');
  const killedAt = performance.now();
  await worker.kill();
  const starting = startWorker();
  await first();
  const until = performance.now() - killedAt;
  await starting;
  await pause(FORGOTTEN_AFTER);
  const reactions = await Promise.all(others.slice(0, REACTING).map((react) => react()));
  return { first: until, p50: percentile(reactions, 0.5) };
}
