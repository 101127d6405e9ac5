import type { WorkflowHandle } from '@temporalio/client';
import type { CallEvent } from '../../../workflows/contract/events.ts';
import { CALL_NOTIFICATIONS } from '../../../workflows/contract/names.ts';

const AT_ONCE = 20;

/** `count` notifications that tell nothing new, each a signal, as a chatty meeting makes them. */
export async function flood(handle: WorkflowHandle, callId: string, count: number): Promise<void> {
  const event: CallEvent = { type: 'call', callId, state: 'established', at: new Date().toISOString() };
  let left = count;
  const send = async () => {
    while (left-- > 0) await handle.signal(CALL_NOTIFICATIONS, [event]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
}

/** Of a signal, in characters; Temporal suggests to continue as new at 4 MB of history. */
const LARGE = 700_000;
const ENOUGH = 7;

/**
 * Few signals, with items that no version knows, but so large that the history is long enough for another run.
 * @param afterEach a query, where each of them is to have a workflow task of its own
 */
export async function growHistory(handle: WorkflowHandle, afterEach: () => Promise<unknown> = async () => {}): Promise<void> {
  const item = { type: 'ofAnotherVersion', text: 'x'.repeat(LARGE) };
  for (let sent = 0; sent < ENOUGH; sent++) {
    await handle.signal(CALL_NOTIFICATIONS, [item]);
    await afterEach();
  }
}
