import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { certificateOf } from '../support/certificate-of.ts';
import { writeCertificate } from '../support/start-test-environment.ts';
import type { TestEnvironment } from '../support/test-environment.ts';
import { temporalServer } from '../temporal-server/temporal-server.ts';
import { BUILT } from './build.ts';
import type { BenchOptions } from './options.ts';
import { type Sink, startSink } from './sink.ts';

/** What product and floors share in one run: server, certificate, and the bench's own client. */
export interface Bench {
  options: BenchOptions;
  environment: TestEnvironment;
  client: Client;
  sink: Sink;
  /** For a profile of that program. */
  nodeArgsOf(program: string): string[];
  stop(): Promise<void>;
}

export async function startBench(options: BenchOptions): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const [server, certificate] = await Promise.all([temporalServer(), writeCertificate(folder)]);
  const { address, namespace } = server;
  const connection = await Connection.connect({ address });
  const sink = await startSink(await certificateOf(certificate));
  return {
    options,
    environment: { temporal: { address, namespace }, workflowBundle: BUILT.workflows, certificate },
    client: new Client({ connection, namespace }),
    sink,
    nodeArgsOf: (program) =>
      options.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', join(options.profile, program)],
    stop: async () => {
      sink.close();
      await connection.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
