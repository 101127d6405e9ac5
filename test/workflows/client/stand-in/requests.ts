import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { InvitedParticipant, InviteHandle, InviteToCallInput, StayInput } from '../../../../workflows/client/index.ts';

/** Of these users, into a call of its own. */
export function request(...users: string[]): InviteToCallInput {
  return { requestId: 'request.1', call: { id: randomUUID(), tenantId: randomUUID() }, participants: people(...users) };
}

export function people(...users: string[]): InvitedParticipant[] {
  return users.map((id) => ({ user: { id } }));
}

/** Matches people with these outcomes, in this order. */
export function outcomes(...inOrder: string[]): unknown[] {
  return inOrder.map((outcome): unknown => expect.objectContaining({ outcome }));
}

export function runIdOf(invite: InviteHandle): string | undefined {
  return invite.kind === 'inviteToCall' ? invite.runId : undefined;
}

export function resultOf(invite: InviteHandle): Promise<unknown> {
  return invite.result();
}

/** A stay in a call of its own. */
export function newCall(): StayInput {
  return { call: { id: randomUUID(), tenantId: randomUUID() } };
}
