import { z } from 'zod';
import { type Environment, type Program, settingsError, text, withoutEmpty } from '../contract/settings-schema.ts';

/** Undefined: nothing is traced. What the exporter reads by itself (headers, certificates, time-outs, sampler) is not ours to check. */
export type TraceSettings = { serviceName: string; endpoint: string } | undefined;

const collectorUrl = z.url({ protocol: /^https?$/, error: 'must be the http or https URL of an OpenTelemetry collector' });
const PROTOCOL = 'http/protobuf';

/** OpenTelemetry's own variables. Faults count only where traces are on: a platform may set these for all its programs. */
export const tracesSchema = (serviceName: string) =>
  z
    .object({
      OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
      OTEL_EXPORTER_OTLP_PROTOCOL: z.string().default(PROTOCOL),
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.string().optional(),
      OTEL_TRACES_EXPORTER: z.string().default('otlp'),
      OTEL_SDK_DISABLED: z.string().default('false'),
      OTEL_SERVICE_NAME: text.default(serviceName),
    })
    .transform((given, context): TraceSettings => {
      if (!isSwitchedOn(given)) return undefined;
      const fault = (name: keyof typeof given, message: string) =>
        context.addIssue({ code: 'custom', path: [name], message: `${message}; OTEL_SDK_DISABLED=true switches traces off` });
      for (const name of ENDPOINTS) {
        const checked = collectorUrl.optional().safeParse(given[name]);
        if (!checked.success) fault(name, checked.error.issues.map(({ message }) => message).join());
      }
      if (given.OTEL_TRACES_EXPORTER !== 'otlp') fault('OTEL_TRACES_EXPORTER', "must be 'otlp' or 'none'");
      const [name, protocol] =
        given.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL === undefined
          ? (['OTEL_EXPORTER_OTLP_PROTOCOL', given.OTEL_EXPORTER_OTLP_PROTOCOL] as const)
          : (['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', given.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL] as const);
      if (protocol !== PROTOCOL) fault(name, `must be '${PROTOCOL}', the only one here`);
      return { serviceName: given.OTEL_SERVICE_NAME, endpoint: endpointOf(given) };
    });

/** For a program that has no other settings. Throws one error that names all faults. */
export function readTraceSettings(program: Program, serviceName: string, env: Environment): TraceSettings {
  const parsed = tracesSchema(serviceName).safeParse(withoutEmpty(env));
  if (!parsed.success) throw settingsError(program, parsed.error.issues);
  return parsed.data;
}

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

/** Where the exporter sends traces to, by the rules of OpenTelemetry's variables. */
function endpointOf({
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces,
  OTEL_EXPORTER_OTLP_ENDPOINT: ofAll = '',
}: Environment): string {
  return ofTraces ?? `${ofAll.replace(/\/+$/, '')}/v1/traces`;
}

/** Whether somebody wants traces: a collector is named, and nothing says no. */
export function isSwitchedOn(env: Environment): boolean {
  const given = withoutEmpty(env);
  const isDisabled = given.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true' || given.OTEL_TRACES_EXPORTER?.trim() === 'none';
  return !isDisabled && ENDPOINTS.some((name) => given[name] !== undefined);
}
