import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { InvitedParticipant, InvitedPerson } from '../contract/invite.ts';
import { parseInviteToCallInput } from '../contract/invite-schema.ts';
import { CALL, INVITE_PARTICIPANTS, LEAVE, REMOVE_PARTICIPANT } from '../contract/names.ts';
import type { PersonInCall, RemovedParticipant, RemoveParticipantArgument, StayResult, StaySnapshot } from '../contract/stay.ts';
import { cancelChain, type Chain, handleOf, resultOf } from './chain.ts';
import { InvalidInput } from './invalid-input.ts';
import { findInviteRun, updateStay } from './invite.ts';
import { sendUpdate } from './send-update.ts';
import { toStayFailed } from './stay-failed.ts';
import { UpdateRefused } from './update-refused.ts';

/** The stay in one call, over all its runs. */
export interface StayHandle {
  readonly workflowId: string;
  /** Of the first run: a long stay continues as new. */
  readonly runId: string;
  /** Whether somebody else had started it already: an escalation, or a service with its own input. */
  readonly joined: boolean;
  /** The result of the query; works after the end, too, while a worker is running. */
  state(): Promise<StaySnapshot>;
  /** Who is in the call, or in its lobby. */
  people(): Promise<PersonInCall[]>;
  /**
   * Resolves when it is known of each person what became of them. Safe to repeat with the same request id: nobody is rung twice for it.
   * @throws {InvalidInput | UpdateRefused | InviteFailed}
   */
  invite(requestId: string, participants: InvitedParticipant[], options?: { together?: boolean }): Promise<InvitedPerson[]>;
  /** Safe to repeat with the same request id. @throws {UpdateRefused | StayFailed} */
  remove(who: RemoveParticipantArgument, options?: { requestId?: string }): Promise<RemovedParticipant>;
  /** Leaves the call, and resolves with the result of the stay; that of one that has ended, too. @throws {UpdateRefused | StayFailed} */
  leave(): Promise<StayResult>;
  /** Leaves the call as well, and awaits nothing; works where updates are not at hand. Does nothing to one that has ended. */
  cancel(): Promise<void>;
  /** Resolves when the stay has ended, possibly after days. @throws {StayFailed} */
  result(): Promise<StayResult>;
}

export function createStayHandle(client: Client, callId: string, chain: Chain, joined: boolean): StayHandle {
  const { workflowId, firstRunId } = chain;
  const state = () => handleOf(client, chain).query<StaySnapshot>(CALL);
  const ended = (update: string) => new UpdateRefused(workflowId, update, 'the stay has ended');

  async function result(): Promise<StayResult> {
    return await orFailed(() => resultOf<StayResult>(client, chain));
  }

  async function orFailed<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw toStayFailed(workflowId, error);
    }
  }

  return {
    workflowId,
    runId: firstRunId,
    joined,
    state,
    people: async () => (await state()).people,
    async invite(requestId, participants, { together } = {}) {
      const argument = { participants, ...(together !== undefined && { together }) };
      // The call is the stay's own, and its tenant is known to the stay alone: any passes here.
      const parsed = parseInviteToCallInput({ ...argument, requestId, call: { id: callId, tenantId: 'known-to-the-stay' } });
      if (!parsed.ok) throw new InvalidInput('invite', parsed.why);
      // Made before anybody stayed in the call.
      const before = await findInviteRun(client, callId, requestId);
      if (before) return (await before.result()).people;
      const update = await updateStay(client, { ...chain, requestId, argument });
      if (!update) throw ended(INVITE_PARTICIPANTS);
      return await update.result();
    },
    async remove(who, { requestId = randomUUID() } = {}) {
      // The slash is in no request id of an invite: an id stands for one update only, whatever its name.
      const updateId = `remove/${requestId}`;
      const request = { workflowId, firstRunId, name: REMOVE_PARTICIPANT, updateId, argument: who };
      const update = await sendUpdate<RemovedParticipant>(client, request);
      if (!update) throw ended(REMOVE_PARTICIPANT);
      return await orFailed(() => update.result());
    },
    async leave() {
      await sendUpdate(client, { workflowId, firstRunId, name: LEAVE, updateId: `leave/${randomUUID()}` });
      // Accepted, or ended before: either way the stay's own result is the answer.
      return await result();
    },
    cancel: () => cancelChain(client, chain),
    result,
  };
}
