import type { CallbackRoute } from '../activities/graph/callback-address.ts';
import type { ReadNotification } from '../activities/graph/read-notifications.ts';
import { escalationWorkflowId } from '../workflows/contract/call-id.ts';
import type { CallEvent } from '../workflows/contract/events.ts';

/** The events of one body for one workflow: the unit of a signal. */
export interface Post {
  workflowId: string;
  events: CallEvent[];
}

/**
 * Sorts a body's events by the workflow they go to. On a callback address that is the address's, whatever call an item names: the
 * workflow judges. On the registered address it is the one of the call itself.
 */
export function sortPosts(notifications: readonly ReadNotification[], route: CallbackRoute | undefined): Post[] {
  const posts = new Map<string, Post>();
  for (const event of notifications.flatMap(({ events }) => events)) {
    const workflowId = route?.workflowId ?? escalationWorkflowId(event.callId);
    const post = posts.get(workflowId) ?? { workflowId, events: [] };
    post.events.push(route ? { ...event, leg: route.leg } : event);
    posts.set(workflowId, post);
  }
  return [...posts.values()];
}

/** Temporal warns of payloads from 256 kB on and refuses them above 2 MB. */
const LARGEST_SIGNAL = 200_000;

/** The events in as few signals as are small enough, in their order. A roster too large by itself is cut into deltas, which add up to the same people. */
export function splitSignals(events: readonly CallEvent[]): CallEvent[][] {
  const signals: CallEvent[][] = [];
  let size = Infinity;
  for (const event of events.flatMap(cutRoster)) {
    const length = Buffer.byteLength(JSON.stringify(event)) + 1;
    if (size + length > LARGEST_SIGNAL) {
      signals.push([]);
      size = 2;
    }
    signals.at(-1)?.push(event);
    size += length;
  }
  return signals;
}

/** About 100 bytes a person. */
const MOST_PEOPLE = 1_500;

function cutRoster(event: CallEvent): CallEvent[] {
  if (event.type !== 'roster' || event.participants.length <= MOST_PEOPLE) return [event];
  const { participants } = event;
  const pieces = Math.ceil(participants.length / MOST_PEOPLE);
  return Array.from({ length: pieces }, (_, piece) => ({
    ...event,
    extent: 'delta' as const,
    participants: participants.slice(piece * MOST_PEOPLE, (piece + 1) * MOST_PEOPLE),
  }));
}
