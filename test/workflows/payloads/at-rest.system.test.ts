import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCodecServer } from '../../../worker/codec-server/app.ts';
import { createCodecAuthenticate } from '../../../worker/codec-server/authenticate.ts';
import { readCodecServerSettings } from '../../../worker/codec-server/settings.ts';
import { createEncryptionCodec } from '../../../workflows/payloads/encryption-codec.ts';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { CALL, INVITE_PARTICIPANTS } from '../../../workflows/contract/names.ts';
import type { StaySnapshot } from '../../../workflows/contract/stay.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { findServerBinary } from '../../temporal-server/find-server-binary.ts';
import { type DevServer, startDevServer } from '../../temporal-server/start-dev-server.ts';
import { newKeys } from './new-keys.ts';
import { foundIn, newSecrets, type Secrets, secretCall } from './secret-call.ts';

const KEY = 'a-key-of-the-codec-server-for-this-test-only';

let folder: string;
let server: DevServer;
let binary: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'at-rest-'));
  binary = await findServerBinary();
  server = await startDevServer({ binary, dbFilename: join(folder, 'temporal.db') });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

describe('with PAYLOAD_KEYS', () => {
  const secrets = newSecrets();
  const keys = newKeys('k1');
  let system: System;
  let ids: string[];

  beforeAll(async () => {
    system = await systemWith(keys);
    ids = await escalateAndStay(system, secrets);
    ids.push(await fail(system, secrets));
  });
  afterAll(() => system.stop());

  it('nothing of it lies in the database in clear', async () => {
    expect(foundIn(await database(), secrets)).toEqual([]);
  });

  it('nor does the CLI show it', async () => {
    for (const id of ids) {
      const stdout = await show(id);
      expect(stdout, id).toContain('encryption-key-id');
      expect(foundIn(Buffer.from(stdout), secrets), id).toEqual([]);
    }
  });

  it('whoever has the keys reads it: summary, current details, failures', async () => {
    const handle = system.client.workflow.getHandle(ids[0] ?? '');
    expect(await (await handle.describe()).staticSummary()).toMatch(/^P2P call .* to multiparty$/);
    const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(currentDetails).toContain('Escalated: the caller is in the multiparty call');
    const failed = system.client.workflow.getHandle(ids[2] ?? '').result();
    await expect(failed).rejects.toMatchObject({ cause: { type: 'PermissionMissing', details: [{ context: secrets.context }] } });
  });

  it('a codec server shows it to the CLI, if that has its key', async () => {
    const settings = readCodecServerSettings({ PAYLOAD_KEYS: keys, CODEC_SERVER_KEY: KEY, CODEC_SERVER_PORT: '0' });
    const { payloadKeys, access, origins, tls } = settings;
    const authenticate = createCodecAuthenticate(access);
    const log = pino({ level: 'silent' });
    const app = createCodecServer({ codec: createEncryptionCodec(payloadKeys), authenticate, origins, tls, log });
    const endpoint = await app.listen({ host: settings.host, port: settings.port });
    const shown = await show(ids[0] ?? '', '--codec-endpoint', endpoint, '--codec-auth', `Bearer ${KEY}`);
    expect(foundIn(Buffer.from(shown), secrets)).toEqual(Object.keys(secrets));
    const failed = await show(ids[2] ?? '', '--codec-endpoint', endpoint, '--codec-auth', `Bearer ${KEY}`);
    expect(foundIn(Buffer.from(failed), secrets)).toContain('name');
    // It asks again and again, and says no more than that.
    await expect(show(ids[0] ?? '', '--codec-endpoint', endpoint, '--command-timeout', '2s')).rejects.toThrow('Command failed');
    // And encrypts what it starts: it is not refused for being in clear.
    const args = [
      'workflow',
      'start',
      '--address',
      server.address,
      '--codec-endpoint',
      endpoint,
      '--codec-auth',
      `Bearer ${KEY}`,
    ];
    const of = [
      '--type',
      'escalateCall',
      '--task-queue',
      system.bot.taskQueue,
      '--workflow-id',
      'escalation-cli',
      '--input',
      '{}',
    ];
    await promisify(execFile)(binary, [...args, ...of]);
    const refused = system.client.workflow.getHandle('escalation-cli').result();
    await expect(refused).rejects.toMatchObject({ cause: { message: expect.stringContaining('p2pCall') as unknown } });
    await app.close();
  });

  it('whoever has not is told what is missing', async () => {
    const { connection, options } = system.client;
    const without = new Client({ connection, namespace: options.namespace });
    const history = await without.workflow.getHandle(ids[2] ?? '').fetchHistory();
    const failure = history.events?.at(-1)?.workflowExecutionFailedEventAttributes?.failure;
    expect(failure).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
  });
});

describe('without', () => {
  it('all of it does, so the search can find it', async () => {
    const secrets = newSecrets();
    const system = await systemWith(undefined);
    await escalateAndStay(system, secrets);
    await system.stop();
    expect(foundIn(await database(), secrets)).toEqual(Object.keys(secrets));
  });
});

async function show(id: string, ...more: string[]): Promise<string> {
  const args = ['workflow', 'show', '--address', server.address, '--workflow-id', id, '--output', 'json', ...more];
  return (await promisify(execFile)(binary, args, { maxBuffer: 1 << 26 })).stdout;
}

function systemWith(payloadKeys: string | undefined): Promise<System> {
  const { address, namespace } = server;
  const environment = { ...injectedEnvironment(), temporal: { address, namespace } };
  return startSystem({ environment, ...(payloadKeys !== undefined && { payloadKeys }) });
}

/** Everything that carries data: input, events, activities, a child, updates, a query. @returns the workflows' ids */
async function escalateAndStay({ call, client }: System, secrets: Secrets): Promise<string[]> {
  const escalation = await call(secretCall(secrets));
  const result = await escalation.result();
  if (result.outcome !== 'escalated') throw new Error(`Not escalated: ${JSON.stringify(result)}`);
  const stay = client.workflow.getHandle(stayWorkflowId(result.multipartyCallId));
  const colleague = { user: { id: secrets.guest, displayName: secrets.name } };
  const people = await stay.executeUpdate(INVITE_PARTICIPANTS, { args: [{ participants: [colleague] }] });
  expect(people).toMatchObject([{ user: { id: secrets.guest } }]);
  expect(await stay.query<StaySnapshot>(CALL)).toMatchObject({ status: 'staying', context: secrets.context });
  await stay.cancel();
  expect(await stay.result()).toMatchObject({ outcome: 'left' });
  return [escalation.workflowId, stay.workflowId];
}

async function fail({ call, simulator }: System, secrets: Secrets): Promise<string> {
  const body = { error: { code: '7504', message: `No consent for ${secrets.name}` } };
  simulator.script([{ request: 'createCall', do: 'reply', status: 403, body, times: 'always' }]);
  const failed = await call({ ...secretCall(secrets), incoming: {} });
  await expect(failed.result()).rejects.toMatchObject({ cause: { type: 'PermissionMissing' } });
  return failed.workflowId;
}

/** The file, and what is still in its log. */
async function database(): Promise<Buffer> {
  const files = (await readdir(folder)).filter((name) => name.startsWith('temporal.db'));
  return Buffer.concat(await Promise.all(files.map((name) => readFile(join(folder, name)))));
}
