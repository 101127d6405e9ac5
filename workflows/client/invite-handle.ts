import type { Client } from '@temporalio/client';
import type { InviteResult, InviteSnapshot } from '../contract/invite.ts';
import { INVITE } from '../contract/names.ts';
import type { StaySnapshot } from '../contract/stay.ts';
import { cancelChain, type Chain, handleOf, resultOf } from './chain.ts';
import { toInviteFailed } from './invite-failed.ts';

/** What became of the people, whichever way they were invited. */
export type InviteOutcomes = Omit<InviteResult, 'timeline'>;

interface EveryInvite {
  /** Of the workflow that invites. */
  readonly workflowId: string;
  readonly requestId: string;
  /** Resolves when it is known of each person what became of them. @throws {InviteFailed} */
  result(): Promise<InviteOutcomes>;
}

/** A workflow `inviteToCall`: nobody stays in the call. */
export interface InviteRun extends EveryInvite {
  readonly kind: 'inviteToCall';
  readonly runId: string;
  /** Whether this request had been made already, with its own input. */
  readonly joined: boolean;
  result(): Promise<InviteResult>;
  /** The result of the query; works after the end, too, while a worker is running. */
  state(): Promise<InviteSnapshot>;
  /** Invites nobody more; whoever is being rung is awaited. Does nothing to one that has ended. */
  cancel(): Promise<void>;
}

/** An update of the `stayInCall` that looks after the call. It cannot be cancelled; who made the request first is not told. */
export interface InviteByStay extends EveryInvite {
  readonly kind: 'stayInCall';
  state(): Promise<StaySnapshot>;
}

export type InviteHandle = InviteRun | InviteByStay;

export function createInviteRun(
  client: Client,
  { chain, requestId, joined }: { chain: Chain; requestId: string; joined: boolean },
): InviteRun {
  return {
    kind: 'inviteToCall',
    workflowId: chain.workflowId,
    runId: chain.firstRunId,
    requestId,
    joined,
    async result() {
      try {
        return await resultOf<InviteResult>(client, chain);
      } catch (error) {
        throw toInviteFailed(chain.workflowId, error);
      }
    },
    state: () => handleOf(client, chain).query<InviteSnapshot>(INVITE),
    cancel: () => cancelChain(client, chain),
  };
}
