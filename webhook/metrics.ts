import { Counter, Histogram, Registry } from 'prom-client';

/** The webhook's metrics, of a registry of its own. No label holds an id of a call, a person or a tenant. */
export function createMetrics() {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `call_escalation_webhook_${name}_total`, help, labelNames, registers: [registry] });
  return {
    registry,
    replies: counter('replies', 'Replies to notifications, by status code', ['status']),
    refusedTokens: counter('refused_tokens', 'Tokens answered 403, by reason', ['reason']),
    withoutBatch: counter('without_batch', 'Bodies answered 204: empty, or of the legacy shape', ['reason']),
    events: counter('events', 'Events for workflows, by what became of them', ['outcome']),
    ignored: counter('passed_over', 'Items that hold nothing an escalation needs', []),
    incomingCalls: counter('incoming_calls', 'Incoming calls on the registered address, by what became of them', ['outcome']),
    lateLegs: counter('late_legs', 'Legs that showed themselves after their escalation had ended', ['outcome']),
    otherTenants: counter('other_tenants', 'Notifications whose token names another tenant than their callback address', []),
    seconds: new Histogram({
      name: 'call_escalation_webhook_reply_seconds',
      help: 'Time to the reply',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers: [registry],
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
