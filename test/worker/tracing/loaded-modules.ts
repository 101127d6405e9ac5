import { createRequire } from 'node:module';
import { startTraces } from '../../../workflows/traces/start-traces.ts';
import { readTraceSettings } from '../../../workflows/traces/traces-schema.ts';
import { traceInterceptors } from '../../../workflows/client/trace-interceptors.ts';
import { startWorkerTraces } from '../../../worker/tracing/worker-traces.ts';
import '../../../webhook/app.ts';
import '../../../webhook/temporal.ts';
import '../../../webhook/trace-requests.ts';
import '../../../worker/run-worker.ts';
import '../../../workflows/client/index.ts';

/** Program: prints which packages of tracing are loaded by what worker, webhook and client do at their start with this environment. */
const settings = readTraceSettings('worker', 'test', process.env);
const log = { info: () => {}, warn: () => {} };
await startTraces(settings, log);
await startWorkerTraces(settings, log);
await traceInterceptors(process.env);
// The API alone, 60 KB, comes with prom-client.
const PACKAGE = /node_modules\/(@opentelemetry\/(?!api\/)[^/]+|@temporalio\/interceptors-opentelemetry)\//;
const { cache } = createRequire(import.meta.url);
console.log(JSON.stringify([...new Set(Object.keys(cache).flatMap((path) => PACKAGE.exec(path)?.[1] ?? []))]));
process.exit();
