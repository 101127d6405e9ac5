import { setTimeout as pause } from 'node:timers/promises';
import { EscalationNotFound } from '../../workflows/client/not-found.ts';
import type { EscalationHandle } from '../../workflows/client/escalation-handle.ts';
import { incomingTaken } from '../support/incoming-taken.ts';
import type { Everything } from './start-everything.ts';

/** A first notification in the legacy shape starts nothing, its repetition does (Graph §5). */
const BEGINS_WITHIN = 5_000;

/** The escalation that a simulated user's call has started. Throws when the webhook did not take the call. */
export async function escalationOf({ simulator, escalations }: Everything, callId: string): Promise<EscalationHandle> {
  await incomingTaken(simulator, callId);
  for (const until = Date.now() + BEGINS_WITHIN; ; await pause(50)) {
    try {
      return await escalations.find(callId);
    } catch (error) {
      if (!(error instanceof EscalationNotFound) || Date.now() > until) throw error;
    }
  }
}
