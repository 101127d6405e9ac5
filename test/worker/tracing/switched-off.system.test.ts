import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Packages that are loaded at the start with these variables. */
async function loaded(variables: Record<string, string>): Promise<unknown> {
  const program = fileURLToPath(new URL('./loaded-modules.ts', import.meta.url));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program], { env });
  return JSON.parse(stdout);
}

const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

it.each<Record<string, string>>([{}, { ...COLLECTOR, OTEL_SDK_DISABLED: 'true' }])(
  'with %o nothing of OpenTelemetry is loaded',
  async (variables) => expect(await loaded(variables)).toEqual([]),
);

it('with a collector it is', async () => {
  expect(await loaded(COLLECTOR)).toEqual(
    expect.arrayContaining(['@opentelemetry/sdk-trace-node', '@temporalio/interceptors-opentelemetry']),
  );
});
