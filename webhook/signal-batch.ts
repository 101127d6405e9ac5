import type { CallbackRoute } from '../activities/graph/client/callback-address.ts';
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
export function groupByWorkflow(events: readonly CallEvent[], route: CallbackRoute | undefined): Post[] {
  const posts = new Map<string, Post>();
  for (const event of events) {
    const workflowId = route?.workflowId ?? escalationWorkflowId(event.callId);
    const post = posts.get(workflowId) ?? { workflowId, events: [] };
    post.events.push(route ? { ...event, leg: route.leg } : event);
    posts.set(workflowId, post);
  }
  return [...posts.values()];
}
