import { expect, vi } from 'vitest';
import type { GraphSimulator } from '../graph-simulator/graph-simulator.ts';
import type { Ran } from './run-call.ts';

/** Posts the last notification that was posted in vain once more, with a token of now, until the webhook takes it. */
export async function tellAgain(simulator: GraphSimulator, ran: Ran): Promise<void> {
  const [leg] = ran.legs();
  const told = ran.notifications().findLast(({ attempts }) => attempts.length > 0);
  if (!leg || !told) throw new Error('There is nothing to post again');
  const authorization = `Bearer ${await simulator.signCallbackToken({ tid: leg.tenantId })}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const post = () => fetch(told.url, { method: 'POST', headers, body: JSON.stringify(told.body) });
  await vi.waitFor(async () => expect((await post()).status).toBe(202), { timeout: 60_000, interval: 200 });
}
