import type { Mutation } from './mutation.ts';

const ONE_TRACE = 'test/worker/tracing/one-trace.system.test.ts';
const REPLAY = 'test/histories/replay.system.test.ts';

/** Traces: connected, without what may name people, and without effect on runs. */
export const TRACES: Mutation[] = [
  {
    guards: 'Traces, runs that replay with them and without',
    does: 'puts a promise of its own around each activity',
    file: 'workflows/run/traces/run-trace.ts',
    from: 'return until(span, send(span.context));',
    to: 'return until(span, (async () => { await Promise.resolve(); return send(span.context); })());',
    foundBy: REPLAY,
  },
  {
    guards: 'Traces, one from the notification to the request',
    does: 'does not hand the trace on to activities',
    file: 'workflows/run/traces/interceptors.ts',
    from: `scheduleActivity: (input, next) =>
      trace.sent(\`StartActivity:\${input.activityType}\`, (context) =>
        next({ ...input, headers: withTraceContext(input.headers, context) }),
      ),`,
    to: `scheduleActivity: (input, next) => trace.sent(\`StartActivity:\${input.activityType}\`, () => next(input)),`,
    foundBy: ONE_TRACE,
  },
  {
    guards: 'Traces, nobody’s name in them',
    does: 'sends whatever a library puts on a span',
    file: 'workflows/traces/safe-exporter.ts',
    from: '.filter(([name]) => ATTRIBUTES.includes(name))',
    to: '',
    foundBy: 'test/workflows/traces/safe-exporter.test.ts',
  },
  {
    guards: 'Traces, nobody’s name in headers, which are not encrypted',
    does: 'hands on the baggage of a caller',
    file: 'workflows/contract/trace-header.ts',
    from: 'return context ? withTraceContext(others, context) : others;',
    to: 'return context ? headers : others;',
    foundBy: 'test/workflows/contract/trace-header.test.ts',
  },
  {
    guards: 'Traces, off',
    does: 'traces where OTEL_SDK_DISABLED says no',
    file: 'workflows/traces/traces-schema.ts',
    from: "given.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true' || ",
    to: '',
    foundBy: 'test/workflows/traces/traces-schema.test.ts',
  },
  {
    guards: 'Traces, a collector that is away',
    does: 'warns of each batch that is lost',
    file: 'workflows/traces/safe-exporter.ts',
    from: 'if (fails && !failing)',
    to: 'if (fails)',
    foundBy: 'test/workflows/traces/safe-exporter.test.ts',
  },
];
