import { CancelledFailure } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import { ESCALATE_CALL } from '../../../workflows/contract/names.ts';
import type { EscalationFailureType, NotEscalatedReason } from '../../../workflows/contract/result.ts';
import { ESCALATION_REASON, ESCALATION_STATUS } from '../../../workflows/contract/search-attributes.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { expectFailure } from './expect-failure.ts';
import { expectRow } from './expect-row.ts';
import { FAILURE_ROWS } from './failure-rows.ts';
import { CAPACITY, HTTP_FAILURES, OUTCOMES } from './http-rows.ts';
import { NOT_ANSWERED } from './p2p-code-rows.ts';
import { endOf, playOnServer, startRow } from './play-on-server.ts';
import { REASON_ROWS } from './reason-rows.ts';
import { REPLACEMENT_ROWS } from './replacement-rows.ts';
import { type FailureRow, type Row, ROW_TIMINGS } from './row.ts';

/** Each kind of ending once on the real Temporal server, over HTTP; every row is played in virtual time by the other tests here. */
const REASONS: Record<NotEscalatedReason, Row> = {
  callerHungUp: caseOf(REASON_ROWS, 'callerHungUp', 'while the multiparty leg is made'),
  answeredTooLate: caseOf(NOT_ANSWERED, 'P, not answered: answeredTooLate', '408/8544'),
  p2pCallFailed: caseOf(REASON_ROWS, 'p2pCallFailed', 'while the invite rings, refused at last'),
  multipartyCallEnded: caseOf(REASON_ROWS, 'multipartyCallEnded', 'removed; onFailure hangUp'),
  multipartyCallFailed: caseOf(REASON_ROWS, 'multipartyCallFailed', 'attempts that ran out of time'),
  inviteDeclined: caseOf(REASON_ROWS, 'inviteDeclined', 'by the person'),
  inviteUnanswered: caseOf(REASON_ROWS, 'inviteUnanswered', 'rung out'),
  inviteFailed: caseOf(REASON_ROWS, 'inviteFailed', 'after inviteAttempts'),
  capacityReached: caseOf(
    CAPACITY,
    'capacityReached, reported at once, not retried',
    '403 that speaks of concurrent calls, at create',
  ),
  timedOut: caseOf(REASON_ROWS, 'timedOut', 'the P2P call is never established; onFailure hangUp'),
};

const ESCALATED_ROWS: Row[] = [
  caseOf(REPLACEMENT_ROWS, 'any | yes | gone: escalated, at once', 'completed'),
  caseOf(REPLACEMENT_ROWS, 'completed, unknown | yes | lives at replaceWithin: we hang it up; escalated', 'completed'),
  caseOf(
    REPLACEMENT_ROWS,
    'any | in the lobby | gone: at replaceWithin, unless admitted before: escalated with inLobby',
    'completed',
  ),
  caseOf(
    REPLACEMENT_ROWS,
    'completed; or unknown, where the P2P leg’s end is a sign | no | gone: asked until replaceWithin, then unconfirmed',
    'completed',
  ),
  caseOf(OUTCOMES, 'outcome unknown for create: waited for, then another attempt', '502'),
];

/** What only HTTP has. */
const HTTP_ROWS: Row[] = [
  caseOf(OUTCOMES, 'time-out, or a lost response: outcome unknown for createCall, which shows itself', 'reset'),
  caseOf(OUTCOMES, 'time-out, or a lost response: outcome unknown for invite, which shows itself', 'reset'),
  caseOf(OUTCOMES, '401, then a fresh token: goes on', 'createCall'),
  caseOf(OUTCOMES, 'certainly not processed: repeated after Retry-After, also fractional', '429, invite'),
];

const COMPLETED = [...Object.values(REASONS), ...ESCALATED_ROWS, ...HTTP_ROWS];

const FAILURES: Record<Exclude<EscalationFailureType, 'InvalidInput'>, FailureRow> = {
  PermissionMissing: caseOf(HTTP_FAILURES, 'PermissionMissing', 'AADSTS700016, for answer'),
  TenantMismatch: caseOf(FAILURE_ROWS, 'TenantMismatch', "no token in the organizer's tenant, at create"),
  CredentialsRejected: caseOf(FAILURE_ROWS, 'CredentialsRejected', 'no fresh token after a 401, at invite'),
  RequestRejected: caseOf(FAILURE_ROWS, 'RequestRejected', '400, at createCall'),
};

describe('on the real server', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: ROW_TIMINGS } });
  });
  afterAll(() => system.stop());

  // They mostly wait, so five at a time: all together were answered too late on a busy machine.
  it.concurrent.each(COMPLETED)('$row ($case)', async (row) => {
    expectRow(await playOnServer(system, row), row);
  });

  it.concurrent.each(Object.values(FAILURES))('$row ($case)', async (row) => {
    expectFailure(await playOnServer(system, row), row);
  });

  it('InvalidInput (a field that is missing)', async () => {
    const { client, bot } = system;
    const id = randomUUID();
    const p2pCall = { id, tenantId: randomUUID(), state: 'incoming', caller: { user: { id: randomUUID() } } };
    const workflowId = escalationWorkflowId(id);
    const handle = await client.workflow.start(ESCALATE_CALL, { workflowId, taskQueue: bot.taskQueue, args: [{ p2pCall }] });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', nonRetryable: true, details: [{ p2pCall: 'kept', p2pCallId: id }] },
    });
    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.get(ESCALATION_STATUS)).toBe('failed');
    expect(typedSearchAttributes.get(ESCALATION_REASON)).toBe('InvalidInput');
  });

  it('cancelled (while the multiparty leg is made)', async () => {
    const played = await startRow(system, { faults: [{ leg: 'multiparty', do: 'neverEstablish' }] });
    await system.simulator.waitFor('the leg', () => played.legs().some(({ kind }) => kind === 'multiparty'), 30_000);
    await played.call.handle.cancel();
    const { ending, snapshot, alive, p2pCallId } = await endOf(played);
    expect('failure' in ending && ending.failure).toBeInstanceOf(CancelledFailure);
    expect(snapshot).toMatchObject({ status: 'cancelled' });
    expect(alive).toEqual({ p2p: [p2pCallId], multiparty: [] });
  });
});

/** A row of the tables, by its names there. */
function caseOf<R extends { row: string; case: string }>(rows: readonly R[], row: string, name: string): R {
  const found = rows.find((one) => one.row === row && one.case === name);
  if (!found) throw new Error(`There is no row "${row} (${name})"`);
  return found;
}
