import type { Mutation } from './mutation.ts';

const PORT = 'test/worker/worker-port.test.ts';
const METRICS = 'test/workflows/run/metrics.virtual.test.ts';
const ALERTS = 'test/deploy/alerts.slow.test.ts';

/** How worker and webhook are watched: health, metrics, alerts. */
export const WATCHING: Mutation[] = [
  {
    guards: 'Watching, a worker that is told to end',
    does: 'stays ready',
    file: 'worker/worker-port.ts',
    from: "worker.getState() === 'RUNNING' && ",
    to: '',
    foundBy: PORT,
  },
  {
    guards: 'Watching, a worker that no longer polls for activities',
    does: 'stays ready',
    file: 'worker/worker-port.ts',
    from: " && activityPollerState === 'POLLING'",
    to: '',
    foundBy: PORT,
  },
  {
    guards: 'Watching, the public port',
    does: 'shows the metrics',
    file: 'webhook/health.ts',
    from: "app.get('/livez', () => ({ status: 'ok' }));",
    to: "app.get('/livez', () => ({ status: 'ok' })); app.get('/metrics', () => '');",
    foundBy: 'test/webhook/app.test.ts',
  },
  {
    guards: 'Watching, a clock that is ahead',
    does: 'costs the workflow task',
    file: 'workflows/contract/metrics.ts',
    from: 'Math.max(0, seconds)',
    to: 'seconds',
    foundBy: 'test/workflows/contract/metrics.test.ts',
  },
  {
    guards: 'Watching, a wait that a notification has ended',
    does: 'counts as ended by a probe',
    file: 'workflows/run/wait.ts',
    from: 'if (isReady && asked?.probe.done)',
    to: 'if (isReady)',
    foundBy: METRICS,
  },
  {
    guards: 'Watching, a call that nobody answered',
    does: 'is counted only where Graph does not tell of its end',
    file: 'workflows/escalate-call/status.ts',
    from: "['answeredTooLate', 'timedOut']",
    to: "['timedOut']",
    foundBy: METRICS,
  },
  {
    guards: 'Watching, requests to Graph',
    does: 'takes an invite for the removal of a participant',
    file: 'activities/graph/client/operation-of.ts',
    from: '(?!invite$)',
    to: '',
    foundBy: 'test/activities/graph/client/operation-of.test.ts',
  },
  {
    guards: 'Watching, the first event of a counter',
    does: 'fires no alert',
    file: 'deploy/prometheus/calls.rules.yml',
    from: ' or sum(call_escalation_worker_left_behind_total unless call_escalation_worker_left_behind_total offset 10m) > 0',
    to: '',
    foundBy: ALERTS,
  },
  {
    guards: 'Watching, an answer that takes longer than 10 s',
    does: 'fires no alert',
    file: 'deploy/prometheus/calls.rules.yml',
    from: '(rate(call_escalation_worker_answer_seconds_bucket[10m]))) > 10',
    to: '(rate(call_escalation_worker_answer_seconds_bucket[10m]))) > 100',
    foundBy: ALERTS,
  },
  {
    guards: 'Watching, workflow tasks that take too long, of a few runs among many',
    does: 'fires no alert',
    file: 'deploy/prometheus/temporal.rules.yml',
    from: '(rate(temporal_workflow_task_execution_latency_bucket{le="2"}[2m])) > 0.02',
    to: '(rate(temporal_workflow_task_execution_latency_bucket{le="2"}[2m])) > 2',
    foundBy: ALERTS,
  },
  {
    guards: 'Watching, what an alert says to do',
    does: "differs from the operator's table",
    file: 'deploy/prometheus/webhook.rules.yml',
    from: 'a bug of ours, unless the run has 10,000 signals',
    to: 'Nothing',
    foundBy: 'test/deploy/alerts.test.ts',
  },
];
