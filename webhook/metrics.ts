import { Counter, Histogram, Registry } from 'prom-client';

/** The webhook's metrics, in their own registry. No label contains the id of a call, a person or a tenant. */
export function createMetrics() {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `call_escalation_webhook_${name}_total`, help, labelNames, registers: [registry] });
  return {
    registry,
    replies: counter('replies', 'Replies to notifications, by status code', ['status']),
    refusedTokens: counter('refused_tokens', 'Rejected tokens (403), by reason', ['reason']),
    withoutBatch: counter('without_batch', 'Bodies that were empty or in the legacy format (204), by reason', ['reason']),
    events: counter('events', 'Events for workflows, by outcome; one that a stay or an invite took counts as theirs', [
      'outcome',
    ]),
    ignored: counter('passed_over', 'Notification items without anything that a workflow needs', []),
    incomingCalls: counter('incoming_calls', 'Incoming calls on the registered address, by outcome', ['outcome']),
    lateLegs: counter('late_legs', 'Legs found alive that nobody looked after, by outcome', ['outcome']),
    otherTenants: counter('other_tenants', 'Notifications whose token is of another tenant than their callback address', []),
    seconds: new Histogram({
      name: 'call_escalation_webhook_reply_seconds',
      help: 'Time until the reply',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers: [registry],
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
