import { defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import type { InviteResult, InviteSnapshot, InviteToCallInput } from '../../../../workflows/contract/invite.ts';
import { INVITE } from '../../../../workflows/contract/names.ts';
import { ANSWER, whatBecomesOf } from './what-becomes-of.ts';

export async function inviteToCall({ call, participants, context }: InviteToCallInput): Promise<InviteResult> {
  let answered = false;
  const about = {
    callId: call.id,
    ...(context !== undefined && { context }),
    timeline: [{ at: '2026-11-28T12:00:00Z', what: 'Invited' }],
  };
  let snapshot: InviteSnapshot = {
    ...about,
    status: 'inviting',
    people: participants.map(({ user: { id } }) => ({ user: { id }, outcome: 'ringing' })),
  };
  setHandler(defineQuery(INVITE), () => snapshot);
  setHandler(defineSignal(ANSWER), () => {
    answered = true;
  });
  const people = await whatBecomesOf(participants, call.id, () => answered);
  snapshot = { ...about, status: 'done', people };
  return { ...about, people };
}
