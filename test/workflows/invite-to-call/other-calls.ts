import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { inviteWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { InvitedParticipant, InviteResult, InviteSnapshot, InviteToCallInput } from '../../../workflows/contract/invite.ts';
import { INVITE, INVITE_TO_CALL } from '../../../workflows/contract/names.ts';
import { inviteStartOptions } from '../../../workflows/contract/start-options.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { RecordedNotification, RecordedOperation, RecordedRequest } from '../../graph-simulator/request-pipeline/record.ts';
import { type OtherService, otherService } from '../../support/other-service.ts';
import type { System } from '../../support/system.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';

const { inviteWithin, replaceWithin, probeAfter } = TEST_POLICY;
/** What `inviteToCall` takes of it. */
export const INVITE_POLICY = { inviteWithin, replaceWithin, probeAfter };

/** Multiparty calls that another service has made, and people who are invited into them. */
export interface OtherCalls {
  service: OtherService;
  /** An established call. */
  call(more?: object): Promise<OtherCall>;
  close(): Promise<void>;
}

/** One of them, and what Microsoft's side has recorded of it since it was established. */
export interface OtherCall {
  id: string;
  tenantId: string;
  invite(participants: InvitedParticipant[], more?: Partial<InviteToCallInput>): Promise<StartedInvite>;
  /** What is to go otherwise in the tenant of this call. */
  script(...faults: FaultInput[]): void;
  /** The invites that arrived, answered or not. */
  invites(): RecordedRequest[];
  requests(): RecordedRequest[];
  notifications(): RecordedNotification[];
  operations(): RecordedOperation[];
  /** Resolves when the n-th invite was taken: people ring. */
  ringing(n?: number): Promise<unknown>;
}

export interface StartedInvite {
  handle: WorkflowHandle;
  workflowId: string;
  /** Rejects when it fails or is cancelled. */
  result(): Promise<InviteResult>;
  snapshot(): Promise<InviteSnapshot>;
}

export function otherCalls(system: System): OtherCalls {
  const { bot, places, simulator } = system;
  const service = otherService({ bot, places, ca: simulator.certificate.ca });
  return { service, call: (more) => establishedCall(system, service, more), close: () => service.close() };
}

async function establishedCall(system: System, service: OtherService, more?: object): Promise<OtherCall> {
  const { simulator } = system;
  const tenantId = randomUUID();
  const id = await service.createCall(tenantId, more);
  const isTold = (kind: string) => (sent: RecordedNotification) =>
    sent.callId === id && sent.kind === kind && sent.attempts.length > 0;
  // With the roster at joining all has been said that is said by itself.
  await simulator.waitFor('the first roster of the call', ({ notifications }) => notifications.some(isTold('roster')));
  const before = simulator.record().requests.length;
  const told = simulator.record().notifications.length;
  const requests = () =>
    simulator
      .record()
      .requests.slice(before)
      .filter(({ callId }) => callId === id);
  const operations = () => simulator.record().operations.filter(({ legId }) => legId === id);
  return {
    id,
    tenantId,
    invite: (participants, input) => startInvite(system, { call: { id, tenantId }, participants, ...input }),
    script: (...faults) => simulator.script(faults.map((fault) => ({ ...fault, where: { tenantId } }))),
    requests,
    invites: () => requests().filter(({ kind }) => kind === 'invite'),
    notifications: () =>
      simulator
        .record()
        .notifications.slice(told)
        .filter(({ callId }) => callId === id),
    operations,
    ringing: (n = 1) => simulator.waitFor(`invite ${n} to ring`, () => operations().length >= n),
  };
}

type Invited = Partial<InviteToCallInput> & Pick<InviteToCallInput, 'call' | 'participants'>;

/** As another service does: by Temporal's client. */
export async function startInvite(
  system: System,
  { policy, requestId = randomUUID(), ...rest }: Invited,
): Promise<StartedInvite> {
  const input: InviteToCallInput = { ...rest, requestId, policy: { ...INVITE_POLICY, ...policy } };
  const handle = await system.client.workflow.start(INVITE_TO_CALL, {
    ...inviteStartOptions(input.call, requestId),
    taskQueue: system.bot.taskQueue,
    args: [input],
  });
  return {
    handle,
    workflowId: inviteWorkflowId(input.call.id, requestId),
    result: () => handle.result() as Promise<InviteResult>,
    snapshot: () => handle.query<InviteSnapshot>(INVITE),
  };
}

/** Somebody nobody knows. */
export const somebody = (): InvitedParticipant => ({ user: { id: randomUUID() } });
