import { randomUUID } from 'node:crypto';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';

/** Users who will call, and a route for each into a meeting of his own: in one meeting all would hear of all. */
export function meetingsOfTheirOwn(calls: number): { ids: string[]; routes: EscalationRoute[] } {
  const ids = Array.from({ length: calls }, () => randomUUID());
  const routes = ids.map((callerUserId) => ({
    when: { callerUserId },
    escalate: {
      meeting: {
        chatInfo: { threadId: `19:meeting_${randomUUID()}@thread.v2`, messageId: '0' },
        organizer: { user: { id: randomUUID(), tenantId: randomUUID() } },
      },
      subject: 'Test Call',
    },
  }));
  return { ids, routes };
}
