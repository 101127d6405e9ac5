import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL } from '../../workflows/contract/names.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { IncomingCall } from '../graph-simulator/model/incoming-call.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import {
  always,
  BAD_REQUEST,
  once,
  PERMISSION_MISSING,
  refusal,
  TENANT_MISMATCH,
  UNAUTHORIZED,
} from '../workflows/rows/refusals.ts';
import { ALERT_RULES } from './alert-rules.ts';
import { findPrometheus } from './find-prometheus.ts';
import { SOON, type WatchingPrometheus, watchPrograms } from './watch-programs.ts';

const found = findPrometheus();
const environment = injectedEnvironment();

let programs: Programs;
let prometheus: WatchingPrometheus;
let client: Client;

/** A call that meets the faults, which strike no other. */
async function call(faults: FaultInput[], incoming: IncomingCall = {}): Promise<string> {
  const tenantId = randomUUID();
  await programs.simulator.script(faults.map((fault) => ({ where: { tenantId }, ...fault })));
  return programs.simulator.call({ tenantId, ...incoming });
}

const post = () => fetch(`${programs.places.webhook}/api/calls`, { method: 'POST', body: '{}' });

const QUOTA = refusal(429, 'TooManyRequests', 'The application has reached the monthly call creation limit.');

/** What goes wrong, for each alert that can be had in a minute, beside the others. */
const TROUBLE: Record<string, () => Promise<unknown>> = {
  PermissionMissing: () => call([once('answer', PERMISSION_MISSING)]),
  TenantMismatch: () => call([once('answer', TENANT_MISMATCH)]),
  CredentialsRejected: () => call([always('answer', UNAUTHORIZED)]),
  RequestRejected: () => call([once('answer', BAD_REQUEST)]),
  // The leg that is to be made has the organizer's tenant. No other call comes so far.
  QuotaFull: async () => {
    await programs.simulator.script([always('createCall', QUOTA)]);
    await call([]);
  },
  CallsUnanswered: () => call([{ request: 'answer', do: 'reset', times: 'always' }]),
  CallersUnknown: () => call([], { callerKind: 'phone' }),
  LegacyNotifications: () => call([{ quirk: 'legacyFirstNotification' }, once('answer', BAD_REQUEST)]),
  InvalidInput: async () => {
    const { taskQueue } = programs.bot;
    const workflowId = escalationWorkflowId(randomUUID());
    await client.workflow.start(ESCALATE_CALL, { taskQueue, workflowId, args: [{ meeting: 'none' }] });
  },
  EventsIgnored: async () => {
    const callId = await call([{ request: 'answer', do: 'reset', times: 'always' }]);
    const handle = client.workflow.getHandle(escalationWorkflowId(callId));
    await vi.waitFor(() => handle.signal(CALL_NOTIFICATIONS, [{ type: 'ofAnotherVersion' }]), SOON);
  },
  TokensRefused: () => Promise.all(Array.from({ length: 40 }, post)),
  // By the same.
  WebhookForbids: async () => undefined,
};

/** Each by itself, when the others have been seen. */
const DEATHS: Record<string, () => Promise<unknown>> = {
  NobodyPolls: () => programs.worker.kill(),
  WebhookDown: () => programs.webhook.kill(),
};

describe.skipIf('missing' in found)('an alert fires where its fault is', () => {
  beforeAll(async () => {
    programs = await startPrograms({ environment, escalate: { meeting: SEED_MEETING, subject: 'Test Call' } });
    const { address, namespace } = environment.temporal;
    client = new Client({ connection: await Connection.connect({ address }), namespace });
    // Series that begin with the programs, so that they are seen to grow.
    await post();
    prometheus = await watchPrograms('prometheus' in found ? found.prometheus : '', programs);
    await Promise.all(Object.values(TROUBLE).map((make) => make()));
  }, 240_000);
  afterAll(async () => {
    await prometheus?.stop();
    await client?.connection.close();
    await programs?.stop();
  });

  it.each(Object.keys(TROUBLE))('%s', { timeout: 120_000 }, async (alert) => fires(alert));

  it.each(Object.entries(DEATHS))('%s', { timeout: 120_000 }, async (alert, die) => {
    expect(await prometheus.valuesOf(exprOf(alert))).toEqual([]);
    await die();
    await fires(alert);
  });
});

async function fires(alert: string): Promise<void> {
  await vi.waitFor(async () => expect(await prometheus.valuesOf(exprOf(alert))).not.toEqual([]), SOON);
}

function exprOf(alert: string): string {
  return ALERT_RULES.find((rule) => rule.alert === alert)?.expr ?? fail(`There is no alert ${alert}`);
}

function fail(why: string): never {
  throw new Error(why);
}
