import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL } from '../../workflows/contract/names.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { IncomingCall } from '../graph-simulator/model/incoming-call.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
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
import { exprOf } from './alert-rules.ts';
import { findPrometheus } from './find-prometheus.ts';
import { SOON, type WatchingPrometheus, watchPrograms } from './watch-programs.ts';

const found = findPrometheus();
const environment = injectedEnvironment();

let programs: Programs;
let prometheus: WatchingPrometheus;
let client: Client;

/** A call that meets the faults, which strike no other. Its meeting is of no tenant: the leg has the tenant of the call. */
async function call(faults: FaultInput[], incoming: IncomingCall = {}): Promise<string> {
  const tenantId = randomUUID();
  await programs.simulator.script(faults.map((fault) => ({ where: { tenantId }, ...fault })));
  return programs.simulator.call({ tenantId, ...incoming });
}

const calls = (count: number, faults: FaultInput[]) => Promise.all(Array.from({ length: count }, () => call(faults)));

const post = () => fetch(`${programs.places.webhook}/api/calls`, { method: 'POST', body: '{}' });

/** Answered for longer than by default, so that an answer can be late and accepted. */
const ESCALATE = { meeting: { joinMeetingId: '987654321' }, subject: 'Test Call', policy: { answerWithin: 14_000 } };

const QUOTA = refusal(429, 'TooManyRequests', 'The application has reached the monthly call creation limit.');
const THROTTLED = refusal(429, 'TooManyRequests', 'Too many requests.');
const NEVER_ANSWERED: FaultInput = { request: 'answer', do: 'reset', times: 'always' };

/** The response to the create is lost, and its leg shows itself when the caller has long hung up, also on a machine that is busy. */
const LATE_LEG: FaultInput[] = [
  { request: 'createCall', do: 'loseResponse' },
  { notification: 'multiparty establishing', do: 'lose' },
  { notification: 'multiparty established', do: 'delay', ms: 5_000 },
  { notification: 'roster', do: 'lose', times: 'always' },
  { caller: 'hangsUp', at: 'creating' },
];

/** What goes wrong, for each alert, beside the others. */
const TROUBLE: Record<string, () => Promise<unknown>> = {
  // By having one.
  OneWorkerLeft: async () => undefined,
  PermissionMissing: () => call([once('answer', PERMISSION_MISSING)]),
  TenantMismatch: () => call([once('answer', TENANT_MISMATCH)]),
  CredentialsRejected: () => call([always('answer', UNAUTHORIZED)]),
  RequestRejected: () => call([once('answer', BAD_REQUEST)]),
  QuotaFull: () => call([always('createCall', QUOTA)]),
  CallsUnanswered: () => call([NEVER_ANSWERED]),
  // By the same: each try fails.
  ActivitiesFail: async () => undefined,
  CallersUnknown: () => call([], { callerKind: 'phone' }),
  LegacyNotifications: () => call([{ quirk: 'legacyFirstNotification' }, once('answer', BAD_REQUEST)]),
  InvalidInput: async () => {
    const { taskQueue } = programs.bot;
    const workflowId = escalationWorkflowId(randomUUID());
    await client.workflow.start(ESCALATE_CALL, { taskQueue, workflowId, args: [{ meeting: 'none' }] });
  },
  EventsIgnored: async () => {
    const callId = await call([NEVER_ANSWERED]);
    const handle = client.workflow.getHandle(escalationWorkflowId(callId));
    await vi.waitFor(() => handle.signal(CALL_NOTIFICATIONS, [{ type: 'ofAnotherVersion' }]), SOON);
  },
  // More than all calls together have notifications.
  TokensRefused: () => Promise.all(Array.from({ length: 400 }, post)),
  // By the same.
  WebhookForbids: async () => undefined,
  // Graph asks for 10 of the 15 s.
  AnswersLate: async () => {
    await call([]);
    // `rate` knows nothing of what a histogram begins with.
    await seen('call_escalation_worker_answer_seconds_bucket');
    await calls(2, [{ request: 'answer', do: 'reply', retryAfter: '10', ...THROTTLED }]);
  },
  // More than all calls together have outcomes.
  ProbesInsteadOfNotifications: async () => {
    const untold: FaultInput = { notification: 'all', do: 'lose', nth: 2, times: 'always' };
    const callId = await call([untold]);
    // `increase` knows nothing of what a counter begins with: each wait has one, which this call begins.
    await seen('call_escalation_worker_probe_answers_total');
    await vi.waitFor(() => client.workflow.getHandle(escalationWorkflowId(callId)).result(), SOON);
    await calls(15, [untold]);
  },
  LateLegs: async () => {
    await call(LATE_LEG);
    // The same.
    await seen('call_escalation_worker_late_legs_hung_up_total');
    await calls(8, LATE_LEG);
  },
  // By the same: nobody knows the leg's id.
  LegsLeftBehind: async () => undefined,
  ResponsesLost: async () => undefined,
  LateLegLeftAlive: () => call([...LATE_LEG, always('delete', PERMISSION_MISSING)]),
  CreatingTakesLong: () => calls(4, [{ leg: 'multiparty', do: 'neverEstablish' }]),
  MovesTakeLong: () => calls(3, [{ invite: 'accepted', afterMs: 62_000 }]),
};

/** Each by itself, when the others have been seen. */
const DEATHS: Record<string, () => Promise<unknown>> = {
  NobodyPolls: () => programs.worker.kill(),
  WebhookDown: () => programs.webhook.kill(),
};

describe.skipIf('missing' in found)('an alert fires where its fault is', () => {
  beforeAll(async () => {
    programs = await startPrograms({ environment, escalate: ESCALATE });
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

/** Some take more than a minute by their nature. */
const LATER = { ...SOON, timeout: 110_000 };

const fires = (alert: string) => seen(exprOf(alert));

async function seen(query: string): Promise<void> {
  await vi.waitFor(async () => expect(await prometheus.valuesOf(query), query).not.toEqual([]), LATER);
}
