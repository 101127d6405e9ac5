import { randomUUID } from 'node:crypto';
import { msToTs } from '@temporalio/common/lib/time.js';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { have } from '../support/test-environment.ts';
import type {} from '../support/injected-environment.ts';

const KEYWORD = 2;
const INT = 3;
const SILENT = pino({ level: 'silent' });

let connection: NativeConnection;
let namespace: string;

beforeAll(async () => {
  const { address } = have('Temporal server', inject('temporal'));
  connection = await NativeConnection.connect({ address });
});
afterAll(() => connection.close());

// A namespace of its own, for the tests' one has the attributes from the start.
beforeEach(async () => {
  namespace = `attributes-${randomUUID()}`;
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  await expect.poll(known, { timeout: 60_000 }).toEqual({});
});

async function known(): Promise<Record<string, number>> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const ours = SEARCH_ATTRIBUTES.map(({ name }) => name);
  return Object.fromEntries(Object.entries(customAttributes).filter(([name]) => ours.includes(name)));
}

const ALL = Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, KEYWORD]));

it('registers what is missing, and leaves what is there', async () => {
  await ensureSearchAttributes(connection, namespace, SILENT);
  await expect.poll(known).toEqual(ALL);
  await expect(ensureSearchAttributes(connection, namespace, SILENT)).resolves.toBeUndefined();
});

it('does not mind another worker that starts at the same time', async () => {
  await Promise.all([1, 2, 3].map(() => ensureSearchAttributes(connection, namespace, SILENT)));
  await expect.poll(known).toEqual(ALL);
});

it('names the commands where one has another type', async () => {
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { EscalationStatus: INT } });
  await expect.poll(known).toEqual({ EscalationStatus: INT });
  await expect(ensureSearchAttributes(connection, namespace, SILENT)).rejects.toThrow(
    `temporal operator search-attribute remove --namespace ${namespace} --name EscalationStatus\n`,
  );
});

it('names namespace and command where it cannot ask', async () => {
  await expect(ensureSearchAttributes(connection, 'nowhere', SILENT)).rejects.toThrow(
    /namespace nowhere[^]*search-attribute create/,
  );
});
