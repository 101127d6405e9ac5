import { setTimeout as pause } from 'node:timers/promises';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { Bench } from '../bench.ts';
import { callAndAwaitEnd } from '../calls.ts';
import type { Figure } from '../figure.ts';
import { type HistoryCounts, historyOf } from '../history.ts';
import { callbackPath, notification, openPoster, rosterData } from '../notify.ts';
import { startProduct } from '../product.ts';

const LARGE = 300;
const SETTLED_AFTER = 1_500;

/** What a call costs in which the bot stays: to begin with, for a small roster, and for a large one. */
export async function stay(bench: Bench): Promise<Figure[]> {
  const product = await startProduct(bench, { afterwards: 'stay' });
  const p2p = await callAndAwaitEnd(bench, product);
  const invite = product.requests.find(({ kind }) => kind === 'invite');
  const callId = invite?.callId ?? '';
  const workflowId = stayWorkflowId(callId);
  const poster = await openPoster(product, product.webhookUrl);
  const path = callbackPath(product, callId);
  /** Sent twice, the second time with somebody more: what a change of such a roster costs. */
  const afterRoster = async (people: number) => {
    const before = await settled(bench, workflowId);
    await poster.post(path, notification(`${callId}/participants`, rosterData(people)));
    const after = await settled(bench, workflowId);
    return { events: after.events - before.events, bytes: after.bytes - before.bytes, ms: await lastTaskMs(bench, workflowId) };
  };
  const begun = await settled(bench, workflowId);
  await afterRoster(4);
  const small = await afterRoster(5);
  await afterRoster(LARGE);
  const large = await afterRoster(LARGE + 1);
  await poster.close();
  await product.stop();
  const lines = (what: string, { events, bytes, ms }: { events: number; bytes: number; ms: number }): Figure[] => [
    { name: `${what}, events`, unit: '', product: events },
    { name: `${what}, history bytes`, unit: '', product: bytes },
    { name: `${what}, signal → task completed`, unit: 'ms', product: ms },
  ];
  if (p2p === '') return [];
  return [
    { name: 'a stay, its begin, events', unit: '', product: begun.events },
    { name: 'a stay, its begin, history bytes', unit: '', product: begun.bytes },
    ...lines('a roster of 5 in a stay', small),
    ...lines(`a roster of ${LARGE} in a stay`, large),
  ];
}

async function settled(bench: Bench, workflowId: string): Promise<HistoryCounts> {
  await pause(SETTLED_AFTER);
  return historyOf(bench, workflowId);
}

/** From the last signal to the end of its task, by the server's clock. */
async function lastTaskMs({ client }: Bench, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const timeOf = (find: (event: NonNullable<typeof events>[number]) => unknown) => {
    const { seconds, nanos } = events?.findLast(find)?.eventTime ?? {};
    return Number(seconds ?? 0) * 1_000 + Number(nanos ?? 0) / 1e6;
  };
  return (
    timeOf((event) => event.workflowTaskCompletedEventAttributes) -
    timeOf((event) => event.workflowExecutionSignaledEventAttributes)
  );
}
