import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { createSafeExporter } from './safe-exporter.ts';
import { FLUSH_LIMIT_MS, type Traces, type TracesLog } from './start-traces.ts';
import type { TraceSettings } from './traces-schema.ts';
import { toReadableSpan } from './workflow-span.ts';

const SCOPE = 'call-escalation';

/**
 * Makes this process trace. Where to and how often say OpenTelemetry's own variables. Spans are sent in batches, beside the work: a
 * collector that is away costs those beyond 2,048, and nothing else.
 */
export function startOpenTelemetry(settings: NonNullable<TraceSettings>, log: TracesLog): Traces {
  const named = resourceFromAttributes({ 'service.name': settings.serviceName });
  // Its `service.name`, from either variable, wins.
  const resource = named.merge(detectResources({ detectors: [envDetector] }));
  const processor = new BatchSpanProcessor(createSafeExporter(new OTLPTraceExporter(), log));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  // Temporal's interceptors ask for it globally.
  provider.register();
  return {
    tracer: provider.getTracer(SCOPE),
    record: (span, attributes) => processor.onEnd(toReadableSpan(span, attributes, { resource, scope: SCOPE })),
    shutdown: () => within(FLUSH_LIMIT_MS, provider.shutdown()),
  };
}

/** What fails then was reported by the exporter. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let giveUp: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    giveUp = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => {}), limit]);
  clearTimeout(giveUp);
}
