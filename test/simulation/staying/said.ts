import { ApplicationFailure } from '@temporalio/common';
import type { InvitedPerson } from '../../../workflows/contract/invite.ts';
import { INVITE_TO_CALL } from '../../../workflows/contract/names.ts';
import type { SaidOfPeople } from '../../invariants/inviting/said-of-people.ts';
import type { Ending } from '../fake-temporal/instance.ts';
import { inviteWorkflowId, stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { ringsOf } from './rings.ts';
import type { SimulatedStay } from './stay-record.ts';

/** What the updates of a stay, and the invites beside it, say became of whom they named. */
export function saidOf({ runs, updates, leg, teams }: SimulatedStay): SaidOfPeople[] {
  const workflowId = stayWorkflowId(leg?.id ?? '');
  const rings = teams.operations().flatMap((operation) => ringsOf(operation));
  const byInvites = runs.flatMap(({ workflowType, workflowId: own, startedAt, closedAt, outcome }) => {
    if (workflowType !== INVITE_TO_CALL || closedAt === undefined || !outcome) return [];
    // One that has rung nobody was handed over to the stay, which may have begun to ring before, for another caller.
    if (rings.some((ring) => ring.workflowId === own))
      return [{ workflowId: own, people: peopleIn(outcome), from: startedAt, until: closedAt }];
    const asked = updates.filter(({ sent }) => own === inviteWorkflowId(leg?.id ?? '', sent.id)).map(({ at }) => at);
    return [{ workflowId, people: peopleIn(outcome), from: Math.min(startedAt, ...asked), until: closedAt }];
  });
  const byUpdates = updates.flatMap(({ sent, update, settledAt }) =>
    sent.update === 'inviteParticipants' && update?.outcome && settledAt !== undefined
      ? [{ workflowId, people: peopleIn(update.outcome), from: askedAt(updates, sent.id), until: settledAt }]
      : [],
  );
  return [...byInvites, ...byUpdates];
}

/** One that is repeated has the result it had. */
function askedAt(updates: SimulatedStay['updates'], id: string): number {
  return Math.min(...updates.filter(({ sent }) => sent.id === id).map(({ at }) => at));
}

function peopleIn(outcome: Ending): InvitedPerson[] {
  if ('result' in outcome) return peopleOf(outcome.result);
  return outcome.failure instanceof ApplicationFailure ? peopleOf(outcome.failure.details?.[0]) : [];
}

/** Of what our own workflow returned: a list, or a result that has one. */
function peopleOf(said: unknown): InvitedPerson[] {
  if (Array.isArray(said)) return said as InvitedPerson[];
  return typeof said === 'object' && said !== null && 'people' in said ? peopleOf(said.people) : [];
}
