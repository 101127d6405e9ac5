import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { attempt } from '../../worker/doctor/check.ts';
import { judgeSearchAttributes } from '../../worker/doctor/checks/search-attributes.ts';
import { absentAttributes, ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { startProgram } from '../support/child-process.ts';
import { newBot, workerEnvironment } from '../support/environment.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { GRPC, type RefusingTemporal, startRefusingTemporal } from '../support/refusing-temporal.ts';

/** Temporal Cloud, a role that may only work, and a key that is no operator's. */
const CLOSED = [
  ['PERMISSION_DENIED', GRPC.permissionDenied],
  ['UNAUTHENTICATED', GRPC.unauthenticated],
  ['UNIMPLEMENTED', GRPC.unimplemented],
] as const;
const COMMAND = 'temporal operator search-attribute create --namespace';

const MAIN = fileURLToPath(new URL('../../worker/main.ts', import.meta.url));
const PLACES = { simulator: 'https://graph.example.com', webhook: 'https://bot.example.com' };

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function temporalThatRefuses(method: string, status: number): Promise<RefusingTemporal> {
  const { address } = injectedEnvironment().temporal;
  const temporal = await startRefusingTemporal((asked) => (asked === method ? status : undefined), address);
  open.push(() => temporal.stop());
  return temporal;
}

async function connectTo(temporal: RefusingTemporal): Promise<NativeConnection> {
  const connection = await NativeConnection.connect({ address: temporal.address });
  open.push(() => connection.close());
  return connection;
}

function logOf(lines: string[]) {
  return pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
}

describe.each(CLOSED)('listing is refused as %s', (_, status) => {
  it('which is a warning that names the command', async () => {
    const temporal = await temporalThatRefuses('ListSearchAttributes', status);
    const lines: string[] = [];
    await ensureSearchAttributes(await connectTo(temporal), 'default', logOf(lines));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"level":40');
    expect(lines[0]).toContain(COMMAND);
  });

  it('which the doctor notes, with the command, for they may well be there', async () => {
    const { address } = await temporalThatRefuses('ListSearchAttributes', status);
    const connection = await Connection.connect({ address });
    open.push(() => connection.close());
    const [line, ...more] = judgeSearchAttributes({
      namespace: 'default',
      absent: await attempt(() => absentAttributes(connection, 'default')),
    });
    expect(more).toEqual([]);
    expect(line?.kind).toBe('note');
    expect(line?.says).toContain(COMMAND);
  });
});

it('the worker polls though listing is refused', async () => {
  const { address } = await temporalThatRefuses('ListSearchAttributes', GRPC.permissionDenied);
  const env = { ...workerEnvironment(injectedEnvironment(), newBot(), PLACES), TEMPORAL_ADDRESS: address };
  const worker = startProgram('worker', MAIN, [], { env });
  open.push(() => worker.stop());
  await worker.line('it polled', (line) => line.includes('worker is polling'));
  expect(worker.lines.find((line) => line.includes('"level":40'))).toContain(COMMAND);
});

it('what is known to be missing and may not be registered stops it', async () => {
  const temporal = await temporalThatRefuses('AddSearchAttributes', GRPC.permissionDenied);
  const connection = await connectTo(temporal);
  const namespace = `closed-${randomUUID()}`;
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  // The operator's part learns of a namespace a little later.
  const absent = async () => 'found' in (await attempt(() => absentAttributes(connection, namespace)));
  await expect.poll(absent, { timeout: 60_000 }).toBe(true);
  await expect(ensureSearchAttributes(connection, namespace, logOf([]))).rejects.toThrow(
    new RegExp(`missing in namespace ${namespace}, and could not be registered: [^]*${COMMAND} ${namespace}`),
  );
});

it('another failure of listing stops it as before', async () => {
  const temporal = await temporalThatRefuses('ListSearchAttributes', 3);
  await expect(ensureSearchAttributes(await connectTo(temporal), 'default', logOf([]))).rejects.toThrow('Could not ask Temporal');
});
