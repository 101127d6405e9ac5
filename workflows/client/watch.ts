import { setTimeout as pause } from 'node:timers/promises';
import type { EscalationSnapshot, TimelineEntry } from '../contract/result.ts';
import type { EscalationHandle } from './escalation-handle.ts';

const ASK_EVERY = 500;
const FINAL: readonly EscalationSnapshot['status'][] = ['escalated', 'notEscalated', 'failed', 'cancelled'];

/** Hands out each line of the timeline once, as it comes, until the escalation has ended. */
export async function* watch(handle: EscalationHandle): AsyncGenerator<TimelineEntry> {
  let told = 0;
  for (;;) {
    const { status, timeline } = await handle.state();
    yield* timeline.slice(told);
    told = timeline.length;
    if (FINAL.includes(status)) return;
    await pause(ASK_EVERY);
  }
}
