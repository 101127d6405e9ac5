import type { MetricMeter } from '@temporalio/common';

/** All that the worker counts and measures by itself; Temporal's own metrics come beside them. */
export const METRIC_PREFIX = 'call_escalation_worker_';

interface MetricOf {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** Behind the prefix. */
  readonly name: string;
  /** Nothing that grows with the calls: no ids of calls, people, tenants or requests. */
  readonly labels: readonly string[];
  readonly help: string;
}

/** A table of names, not of code: workflows, activities, the worker, its README and the alerts read it. */
export const METRICS = {
  escalationOutcomes: counter('escalation_outcomes_total', ['outcome', 'reason'], 'Escalations that have ended, by how and why'),
  stayOutcomes: counter('stay_outcomes_total', ['outcome', 'reason'], 'Stays that have ended, by how and why'),
  invitedPeople: counter('invited_people_total', ['outcome'], 'People invited into multiparty calls, by what became of each'),
  unanswered: counter('unanswered_total', [], 'Incoming calls whose answer Graph accepted at no time'),
  outcomeUnknown: counter('outcome_unknown_total', ['request'], 'Requests to Graph whose response was lost'),
  lateLegsHungUp: counter('late_legs_hung_up_total', [], 'Legs that showed themselves when nobody looked after them, hung up'),
  leftBehind: counter('left_behind_total', [], 'Legs that could not be hung up, or whose id nobody learned'),
  probeAnswers: counter('probe_answers_total', ['wait'], 'Waits that a probe has ended, and no notification'),
  eventsIgnored: counter('events_ignored_total', [], 'Items of signals that this version does not understand'),
  graphRequests: counter('graph_requests_total', ['operation', 'status'], 'Requests to Graph, by status code'),
  graphThrottled: counter('graph_throttled_total', ['operation'], 'Requests that Graph did not take: 429, 503'),
  answerSeconds: histogram('answer_seconds', [], 'From the receipt of the incoming call until Graph has accepted its answer'),
  stepSeconds: histogram('step_seconds', ['step'], 'How long an escalation was in a status'),
  replacementSeconds: histogram('replacement_seconds', [], 'From the invite until the caller is in and the P2P call is gone'),
  graphRequestSeconds: histogram('graph_request_seconds', ['operation'], 'Until the response to a request to Graph'),
  legsOpen: gauge('legs_open', [], 'Legs that open workflows of the task queue may have; Graph allows 100 at once'),
} as const satisfies Record<string, MetricOf>;

type Metrics = typeof METRICS;
type Of<Kind extends MetricOf['kind']> = {
  [Name in keyof Metrics]: Metrics[Name] extends { kind: Kind } ? Name : never;
}[keyof Metrics];
export type CounterName = Of<'counter'>;
export type HistogramName = Of<'histogram'>;
export type Labels<Name extends keyof Metrics> = Record<Metrics[Name]['labels'][number], string>;

/** Of the histograms, in seconds: around what Graph and the policy allow. */
export const BUCKETS: Record<HistogramName, number[]> = {
  // Graph's window is 15 s.
  answerSeconds: [0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 12.5, 15, 20],
  stepSeconds: [0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300],
  replacementSeconds: [0.5, 1, 2, 5, 10, 15, 30, 60, 120],
  graphRequestSeconds: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 20],
};

/** @param meter of a workflow, an activity or the process: it knows the context, and whether it is a replay */
export function countWith<Name extends CounterName>(meter: MetricMeter, metric: Name, labels: Labels<Name>, by: number): void {
  const { name, help } = METRICS[metric];
  meter.createCounter(METRIC_PREFIX + name, undefined, help).add(by, labels);
}

/** Clocks differ: a time that would be negative is none. The meter would throw, and a metric must not cost a workflow task. */
export function observeWith<Name extends HistogramName>(
  meter: MetricMeter,
  metric: Name,
  labels: Labels<Name>,
  seconds: number,
): void {
  const { name, help } = METRICS[metric];
  meter.createHistogram(METRIC_PREFIX + name, 'float', undefined, help).record(Math.max(0, seconds), labels);
}

function counter<const L extends readonly string[]>(name: string, labels: L, help: string) {
  return { kind: 'counter', name, labels, help } as const;
}

function histogram<const L extends readonly string[]>(name: string, labels: L, help: string) {
  return { kind: 'histogram', name, labels, help } as const;
}

function gauge<const L extends readonly string[]>(name: string, labels: L, help: string) {
  return { kind: 'gauge', name, labels, help } as const;
}
