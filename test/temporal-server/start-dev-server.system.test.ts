import { Connection } from '@temporalio/client';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { startDevServer } from './start-dev-server.ts';
import { temporalServer } from './temporal-server.ts';

test('serves its namespace, knows our search attributes, shows its UI, and is gone after stop', async () => {
  const server = await startDevServer({ ui: true });
  const connection = await Connection.connect({ address: server.address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: server.namespace });
  expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(SEARCH_ATTRIBUTES.map(({ name }) => name)));
  expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
  await connection.close();

  await server.stop();
  await expect(Connection.connect({ address: server.address, connectTimeout: 300 })).rejects.toThrow();
});

test('keeps its state in a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dev-server-'));
  const dbFilename = join(folder, 'temporal.db');
  const first = await startDevServer({ dbFilename });
  const id = await namespaceId(first.address);
  await first.stop();
  const second = await startDevServer({ dbFilename });
  expect(await namespaceId(second.address)).toBe(id);
  await second.stop();
  await rm(folder, { recursive: true });
});

test('says why it did not start', async () => {
  const squatter = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((listening) => squatter.once('listening', listening));
  const address = squatter.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  await expect(startDevServer({ port })).rejects.toThrow(/ended \(1\) before it was healthy[^]*address already in use/);
  await new Promise((closed) => squatter.close(closed));
});

test('a server that runs already is used, and left running', async () => {
  const server = await temporalServer({}, { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_NAMESPACE: 'calls' });
  expect(server).toMatchObject({ address: 'temporal.example:7233', namespace: 'calls' });
});

async function namespaceId(address: string): Promise<string | null | undefined> {
  const connection = await Connection.connect({ address });
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' });
  await connection.close();
  return namespaceInfo?.id;
}
