import type { Attributes, Tracer } from '@opentelemetry/api';
import type { WorkflowSpan } from '../contract/workflow-span.ts';
import type { TraceSettings } from './traces-schema.ts';

/** A collector that does not answer must not eat up the time that a platform gives a program to end. */
export const FLUSH_LIMIT_MS = 3_000;

/** Told what becomes of the sending: a logger of pino. */
export interface TracesLog {
  info(message: string): void;
  warn(what: { why: string }, message: string): void;
}

/** A process that traces. */
export interface Traces {
  tracer: Tracer;
  /** A span that ended in a workflow's sandbox, where there is no OpenTelemetry. */
  record(span: WorkflowSpan, attributes: Attributes): void;
  /** Sends what is left, for `FLUSH_LIMIT_MS` at most. */
  shutdown(): Promise<void>;
}

/** Loads OpenTelemetry, where the settings switch it on: who traces nothing pays nothing at the start, and no memory. */
export async function startTraces(settings: TraceSettings, log: TracesLog): Promise<Traces | undefined> {
  if (!settings) return undefined;
  const { startOpenTelemetry } = await import('./open-telemetry.ts');
  return startOpenTelemetry(settings, log);
}
