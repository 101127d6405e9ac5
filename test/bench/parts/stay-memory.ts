import { setTimeout as pause } from 'node:timers/promises';
import { legOfAnotherService } from '../../support/leg-of-another-service.ts';
import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import { residentKb } from '../processes.ts';
import { type Product, startProduct } from '../product.ts';

/** What a worker takes once and for all shows itself in the first ones; with fewer, its memory falls by more than all stays add. */
const WARM_UP = 300;
/** More at once, and the server is what is waited for. */
const STARTED_AT_ONCE = 10;
/** The garbage of the starts is gone by then, as far as it ever goes, in ms. */
const SETTLED_AFTER = 15_000;

/** What a stay takes of the worker's memory that waits in a call with two people. */
export async function stayMemory(bench: Bench): Promise<Figure[]> {
  const { open } = bench.options;
  const product = await startProduct(bench);
  await startStays(product, WARM_UP);
  const before = await settledKb(product);
  await startStays(product, open);
  const after = await settledKb(product);
  await product.stop();
  return [{ name: 'worker memory a stay', unit: 'kB', product: (after - before) / open, of: open }];
}

async function startStays(product: Product, count: number): Promise<void> {
  for (let left = count; left > 0; left -= STARTED_AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(left, STARTED_AT_ONCE) }, () => startStay(product)));
}

/** In calls that another service has made: no escalation of ours is in what is measured. */
async function startStay({ escalations, otherService, simulator, tenantId }: Product): Promise<void> {
  const call = await legOfAnotherService(otherService, { tenantId });
  for (const id of [crypto.randomUUID(), crypto.randomUUID()]) simulator.inMeeting(call.id, { do: 'join', person: { id } });
  const stay = await escalations.stay({ call, policy: { keepAliveEvery: '40 minutes' } });
  while ((await stay.people()).length < 2) await pause(50);
}

async function settledKb({ workers: [worker] }: Product): Promise<number> {
  await pause(SETTLED_AFTER);
  return residentKb(worker?.pid ?? 0);
}
