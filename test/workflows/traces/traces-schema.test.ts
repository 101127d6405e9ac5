import { describe, expect, it } from 'vitest';
import { isSwitchedOn, readTraceSettings } from '../../../workflows/traces/traces-schema.ts';

const read = (env: Record<string, string>) => readTraceSettings('worker', 'our-worker', env);
const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.com:4318' };

describe('traces are off', () => {
  it.each<Record<string, string>>([
    {},
    { OTEL_SERVICE_NAME: 'a' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: '' },
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    { ...COLLECTOR, OTEL_SDK_DISABLED: 'true' },
    { ...COLLECTOR, OTEL_SDK_DISABLED: 'True' },
    { ...COLLECTOR, OTEL_TRACES_EXPORTER: 'none' },
    // What a platform sets for all its programs is no fault of one that traces nothing.
    { ...COLLECTOR, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_SDK_DISABLED: 'true' },
  ])('with %o', (env) => {
    expect(read(env)).toBeUndefined();
    expect(isSwitchedOn(env)).toBe(false);
  });
});

describe('traces are on', () => {
  const ofAll = 'http://collector.example.com:4318/v1/traces';
  const ofTraces = 'https://collector.example.com/traces';

  it.each<[Record<string, string>, string]>([
    [COLLECTOR, ofAll],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.com:4318/' }, ofAll],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces }, ofTraces],
    [{ ...COLLECTOR, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces }, ofTraces],
    [
      { ...COLLECTOR, OTEL_SDK_DISABLED: 'false', OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
      ofAll,
    ],
    [{ ...COLLECTOR, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' }, ofAll],
  ])('with %o', (env, endpoint) => {
    expect(read(env)).toEqual({ serviceName: 'our-worker', endpoint });
    expect(isSwitchedOn(env)).toBe(true);
  });

  it('under the name that the operator gives', () => {
    expect(read({ ...COLLECTOR, OTEL_SERVICE_NAME: 'theirs' })).toMatchObject({ serviceName: 'theirs' });
  });
});

describe('what cannot be is refused by name, without its value', () => {
  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector-secret:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://secret.example.com'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc-secret'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/json-secret'],
    ['OTEL_TRACES_EXPORTER', 'zipkin-secret'],
  ])('%s=%s', (name, value) => {
    expect(() => read({ ...COLLECTOR, [name]: value })).toThrow(`  ${name}: must be`);
    expect(() => read({ ...COLLECTOR, [name]: value })).not.toThrow('secret');
  });
});
