import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { callAndAwaitEnd } from '../calls.ts';
import type { Figure } from '../figure.ts';
import type { Floor } from '../floor.ts';
import type { Shape } from '../floor/messages.ts';
import { type HistoryCounts, historyOf, usualHistory } from '../history.ts';
import { LIMITS } from '../limits.ts';
import type { Product } from '../product.ts';

const CALLS = 5;

/** What an escalation in which nothing goes wrong costs, in counts: the same on every machine. */
export async function counts(bench: Bench, product: Product, floor: Floor): Promise<{ figures: Figure[]; shape: Shape }> {
  const ended: string[] = [];
  for (let nth = 0; nth < CALLS; nth++) ended.push(await callAndAwaitEnd(bench, product));
  const ours = await usualHistory(bench, ended);
  const { activities, signals, timers } = ours;
  const shape = { activities, signals, timers };
  const bare = await historyOf(bench, await floor.runShaped(shape));
  const line = (what: keyof HistoryCounts, name: string, limit?: number): Figure => ({
    name: `${name} an escalation`,
    unit: '',
    product: ours[what],
    floor: bare[what],
    ...(limit !== undefined && { limit }),
  });
  const figures: Figure[] = [
    line('events', 'history events', LIMITS.events),
    line('bytes', 'history bytes', LIMITS.bytes),
    line('tasks', 'workflow tasks', LIMITS.tasks),
    line('activities', 'activities'),
    line('signals', 'signals'),
    line('timers', 'timers'),
    line('upserts', 'search attribute writes'),
    { name: 'requests to Graph an escalation', unit: '', product: requestsOf(product, ended), limit: LIMITS.requests },
    { name: 'promises an escalation', unit: '', product: promises(), limit: LIMITS.promises },
  ];
  return { figures, shape };
}

/** Of the last one: the first may fetch a token. */
function requestsOf({ requests }: Product, ended: readonly string[]): number {
  const answer = requests.findLast(({ kind, callId }) => kind === 'answer' && callId === ended.at(-1));
  return requests.filter(({ headers }) => headers['scenario-id'] === answer?.headers['scenario-id']).length;
}

/** Counted in virtual time, where a hook of ours is the only one; another process, for it replaces the SDK. */
function promises(): number {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const register = file('../../simulation/fake-temporal/register.mjs');
  return Number(
    execFileSync(process.execPath, ['--import', 'tsx', '--import', register, file('../promises.ts')], { encoding: 'utf8' }),
  );
}
