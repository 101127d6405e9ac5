import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line } from '../line.ts';
import { CHECK_TIMEOUT_MS } from '../setup.ts';

export interface CollectorSeen {
  /** Without what may be a password in it; undefined: nothing is traced. */
  collector: string | undefined;
  exported: Attempted<void>;
}

/** Where traces are on: does the collector take an export? One without spans, sent as worker and webhook send theirs. */
export const collector = check(
  'collector',
  async ({ worker: { traces } }): Promise<CollectorSeen> => ({
    collector: traces && withoutPassword(traces.endpoint),
    exported: await attempt(async () => traces && (await exportNothing())),
  }),
  judgeCollector,
);

const TODO =
  'check OTEL_EXPORTER_OTLP_ENDPOINT and the headers: the collector must take OTLP over HTTP, by default on port 4318 (4317 is for gRPC). Calls go on, without traces; OTEL_SDK_DISABLED=true switches them off';

export function judgeCollector({ collector: url, exported }: CollectorSeen): Line[] {
  if (url === undefined) return [];
  if ('failed' in exported) return [bad(`${url} takes no traces: ${messageWithCauses(exported.failed)}`, TODO)];
  return [good(`${url} takes traces`)];
}

/** Its address, headers and certificates the exporter reads from OpenTelemetry's variables, as in the programs. */
async function exportNothing(): Promise<void> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  const exporter = new OTLPTraceExporter({ timeoutMillis: CHECK_TIMEOUT_MS });
  try {
    await new Promise<void>((resolve, reject) => {
      exporter.export([], ({ code, error }) => {
        if (code === 0) resolve();
        else reject(error ?? new Error('it does not say why'));
      });
    });
  } finally {
    await exporter.shutdown();
  }
}

function withoutPassword(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
