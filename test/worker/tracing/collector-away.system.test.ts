import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { afterEach, expect, it } from 'vitest';
import { incomingTaken } from '../../support/incoming-taken.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { SEED_MEETING } from '../../support/seed-meeting.ts';
import { simulatedCall } from '../../support/simulated-call.ts';
import { type Programs, type ProgramsOptions, startPrograms } from '../../support/start-programs.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';
import { freePort } from '../../temporal-server/free-port.ts';

let silent: Server | undefined;
afterEach(() => silent?.close());

/** A collector that takes connections and never says a word. */
async function silentCollector(): Promise<string> {
  const port = await freePort();
  silent = createServer(() => {}).listen(port, '127.0.0.1');
  await once(silent, 'listening');
  return `http://127.0.0.1:${port}`;
}

const SOON = { OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_EXPORTER_OTLP_TIMEOUT: '1000' };
/** Longer than a program that is told to end has. */
const NEVER = { OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_EXPORTER_OTLP_TIMEOUT: '600000' };

it('a collector that is away costs no call, and one warning', { timeout: 120_000 }, async () => {
  const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`, ...SOON };
  await withPrograms(tracing, async (programs, escalate) => {
    await escalate();
    await Promise.all([programs.worker, programs.webhook].map((program) => program.line('it warned', isWarning)));
    // Another batch that is lost.
    await escalate();
    await stop(programs);
    for (const { lines, name } of [programs.worker, programs.webhook])
      expect(lines.filter(isWarning), name).toEqual([expect.stringContaining('ECONNREFUSED') as unknown]);
  });
});

it('a collector that never answers keeps no program that is told to end', { timeout: 120_000 }, async () => {
  const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: await silentCollector(), ...NEVER };
  await withPrograms(tracing, async (programs, escalate) => {
    await escalate();
    await stop(programs);
    expect(await Promise.all([programs.worker.ended, programs.webhook.ended])).toEqual([0, 0]);
  });
});

const isWarning = (line: string) => line.includes('Traces do not reach the collector');

/** As a platform does: SIGTERM, and SIGKILL when that has no effect. */
function stop({ worker, webhook }: Programs): Promise<unknown> {
  return Promise.all([worker.stop(25_000), webhook.stop(25_000)]);
}

async function withPrograms(
  tracing: ProgramsOptions['tracing'],
  use: (programs: Programs, escalate: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const environment = injectedEnvironment();
  const escalate = { meeting: SEED_MEETING, policy: TEST_POLICY };
  const programs = await startPrograms({ environment, escalate, simulatorArgs: ['--fast'], tracing });
  const { address, namespace } = environment.temporal;
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  try {
    await use(programs, async () => {
      const call = simulatedCall(client, await programs.simulator.call());
      await incomingTaken(programs.simulator, call.id);
      expect(await call.result()).toMatchObject({ outcome: 'escalated' });
    });
  } finally {
    await programs.stop();
    await client.connection.close();
  }
}
