import type { CallEvent } from '../../workflows/contract/events.ts';
import type { IncomingCall } from './read-incoming-call.ts';
import { readNotification } from './read-notification.ts';

export interface ReadNotifications {
  /** In the order of the batch. */
  events: CallEvent[];
  incoming: IncomingCall[];
  /** Number of items that said nothing we know, or nothing of use. */
  passedOver: number;
}

/** Reads a batch, the `value` of a body (reference §5.1). @param at ISO time of its receipt */
export function readNotifications(items: readonly unknown[], at: string): ReadNotifications {
  const read = items.map((item) => readNotification(item, at));
  return {
    events: read.flatMap(({ events }) => events),
    incoming: read.flatMap(({ incoming }) => incoming),
    passedOver: read.filter(({ events }) => events.length === 0).length,
  };
}
