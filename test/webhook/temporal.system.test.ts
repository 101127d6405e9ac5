import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectTemporal, createTemporalPort } from '../../webhook/temporal.ts';
import { ESCALATE_CALL, HANG_UP_LATE_LEG } from '../../workflows/contract/names.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { P2P_CALL_ID } from '../../workflows/contract/search-attributes.ts';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { ownTime } from '../support/own-time.ts';
import { freePort } from '../temporal-server/free-port.ts';

/** Real server, no worker: what is started stays open until it is terminated here. */
const TASK_QUEUE = 'webhook-temporal-test';
const EVENTS: CallEvent[] = [{ type: 'call', callId: 'c', state: 'incoming', at: '2026-01-31T12:00:00.000Z' }];
const started: string[] = [];

let line: Line;
let webhook: ReturnType<typeof connectTemporal>;
let client: Client;

/** The way to Temporal, which can be cut. */
interface Line {
  cut(): Promise<void>;
  repair(): Promise<void>;
}

beforeAll(async () => {
  const { address, namespace } = injectedEnvironment().temporal;
  client = new Client({ connection: await Connection.connect({ address }), namespace });
  const { port, ...rest } = await layLine(address);
  line = rest;
  vi.stubEnv('TEMPORAL_ADDRESS', `127.0.0.1:${port}`);
  vi.stubEnv('TEMPORAL_NAMESPACE', namespace);
  // As Compose passes on what is not set: no wish for TLS.
  vi.stubEnv('TEMPORAL_API_KEY', '');
  webhook = connectTemporal(TASK_QUEUE);
});

afterAll(async () => {
  for (const id of started) await client.workflow.getHandle(id).terminate();
  await webhook.close();
  await line.cut();
  await client.connection.close();
});

it('gives up in time while Temporal is away, is not ready, and goes on within two seconds after it is back', async () => {
  const input = newInput();
  await line.cut();
  for (const within of [300, 1_700]) {
    const time = ownTime();
    await expect(webhook.port.signal('escalation-x', EVENTS, within)).rejects.toMatchObject({ name: 'TemporalUnavailable' });
    time.stop();
    expect(time.ms()).toBeLessThan(within + 300);
  }
  expect(await webhook.port.isReachable()).toBe(false);
  // Tried while the line is down, stored soon after it is back, however long it was away.
  const trying = webhook.port.startEscalation(input, EVENTS, 30_000);
  let sinceBack: ReturnType<typeof ownTime> | undefined;
  setTimeout(() => void line.repair().then(() => (sinceBack = ownTime())), 3_000);
  expect(await trying).toBe('stored');
  sinceBack?.stop();
  expect(sinceBack?.ms()).toBeLessThan(2_000);
  started.push(idOf(input));
  expect(await webhook.port.isReachable()).toBe(true);
});

it('starts an escalation where no worker has registered the search attributes yet', async () => {
  const namespace = `without-attributes-${randomUUID()}`;
  await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const fresh = new Client({ connection: client.connection, namespace });
  const port = createTemporalPort(fresh, TASK_QUEUE);
  const input = newInput();
  await vi.waitUntil(() => port.isReachable(), { timeout: 20_000, interval: 250 });
  await vi.waitFor(async () => expect(await port.startEscalation(input, EVENTS, 5_000)).toBe('stored'), {
    timeout: 20_000,
    interval: 250,
  });
  const { typedSearchAttributes } = await fresh.workflow.getHandle(idOf(input)).describe();
  expect(typedSearchAttributes.get(P2P_CALL_ID)).toBeUndefined();
  await fresh.workflow.getHandle(idOf(input)).terminate();
});

it('is not ready without its namespace, in which nothing could be stored', async () => {
  const port = createTemporalPort(new Client({ connection: client.connection, namespace: 'no-such-namespace' }), TASK_QUEUE);
  expect(await port.isReachable()).toBe(false);
  await expect(port.signal('escalation-x', EVENTS, 500)).rejects.toMatchObject({ name: 'TemporalUnavailable' });
});

it('starts an escalation with its first signal, or signals the one that runs', async () => {
  const input = newInput();
  expect(await webhook.port.startEscalation(input, EVENTS, 5_000)).toBe('stored');
  started.push(idOf(input));
  expect(await webhook.port.startEscalation(input, EVENTS, 5_000)).toBe('stored');
  expect(await webhook.port.signal(idOf(input), EVENTS, 5_000)).toBe('stored');
  const description = await client.workflow.getHandle(idOf(input)).describe();
  expect(description).toMatchObject({ type: ESCALATE_CALL, taskQueue: TASK_QUEUE });
  expect(description.typedSearchAttributes.get(P2P_CALL_ID)).toBe(input.p2pCall.id);
  const { events } = await client.workflow.getHandle(idOf(input)).fetchHistory();
  expect(events?.filter((event) => event.workflowExecutionSignaledEventAttributes)).toHaveLength(3);
});

it('finds nobody where none has run, and where the one that did has ended; such a call is not escalated again', async () => {
  const input = newInput();
  expect(await webhook.port.signal(idOf(input), EVENTS, 5_000)).toBe('noOpenRun');
  await webhook.port.startEscalation(input, EVENTS, 5_000);
  await client.workflow.getHandle(idOf(input)).terminate();
  expect(await webhook.port.signal(idOf(input), EVENTS, 5_000)).toBe('noOpenRun');
  expect(await webhook.port.startEscalation(input, EVENTS, 5_000)).toBe('alreadyStarted');
});

it('reports what Temporal refuses for good', async () => {
  const input = newInput();
  await webhook.port.startEscalation(input, EVENTS, 5_000);
  started.push(idOf(input));
  const [event] = EVENTS;
  const huge = [{ type: 'call', callId: 'x'.repeat(2_100_000), state: 'incoming', at: event?.at ?? '' } as const];
  expect(await webhook.port.signal(idOf(input), huge, 5_000)).toBe('refused');
});

it('hangs up a late leg once at a time, and again after a first time has ended', async () => {
  const leg = { callId: randomUUID(), tenantId: 'tenant' };
  const id = `late-leg-${leg.callId.replaceAll('-', '')}`;
  expect(await webhook.port.hangUpLateLeg(leg, 5_000)).toBe('stored');
  const first = await client.workflow.getHandle(id).describe();
  expect(await webhook.port.hangUpLateLeg(leg, 5_000)).toBe('stored');
  expect((await client.workflow.getHandle(id).describe()).runId).toBe(first.runId);
  expect(first.type).toBe(HANG_UP_LATE_LEG);
  await client.workflow.getHandle(id).terminate();
  expect(await webhook.port.hangUpLateLeg(leg, 5_000)).toBe('stored');
  started.push(id);
});

function newInput(): EscalateCallInput {
  const p2pCall = { id: randomUUID(), tenantId: 'tenant', state: 'incoming', caller: { user: { id: 'user' } } } as const;
  return { p2pCall, meeting: { joinMeetingId: '123' } };
}

function idOf({ p2pCall }: EscalateCallInput): string {
  return `escalation-${p2pCall.id.replaceAll('-', '')}`;
}

async function layLine(address: string): Promise<Line & { port: number }> {
  const [host, temporalPort] = address.split(':');
  const sockets = new Set<Socket>();
  const open = (): Server =>
    createServer((near) => {
      const far = connect(Number(temporalPort), host);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
      }
    });
  const port = await freePort();
  let server = open();
  const listen = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen();
  return {
    port,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await closed;
    },
    async repair() {
      server = open();
      await listen();
    },
  };
}
