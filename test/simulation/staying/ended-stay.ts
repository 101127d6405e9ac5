import { ApplicationFailure } from '@temporalio/common';
import { inviteWorkflowId, normalizeId } from '../../../workflows/contract/call-id.ts';
import { HANG_UP_LATE_LEG, INVITE_TO_CALL, STAY_IN_CALL } from '../../../workflows/contract/names.ts';
import type { InviteToCallInput } from '../../../workflows/contract/invite.ts';
import type { StayResult } from '../../../workflows/contract/stay.ts';
import type { Leg } from '../../graph-simulator/model/leg.ts';
import type { EndedStay, Owner, SentUpdate, StayEnding } from '../../invariants/staying/ended-stay.ts';
import { ringsOf } from './rings.ts';
import { saidOf } from './said.ts';
import type { VirtualRun } from '../virtual-temporal.ts';
import type { SentVirtually, SimulatedStay } from './stay-record.ts';
import type { Happening } from './stay-script.ts';

/** A simulated stay as the invariants see it; undefined where no leg was handed over. */
export function endedStay(stay: SimulatedStay): EndedStay | undefined {
  const { script, leg, runs, teams, asked, presences, snapshots, updates, policy, since, until, cancelledAt } = stay;
  if (!leg) return undefined;
  return {
    ending: endingOf(runs.findLast(({ workflowType }) => workflowType === STAY_IN_CALL)),
    policy,
    taskFailures: runs.flatMap(({ taskFailures }) => taskFailures),
    leg: legOf(leg),
    since: runs.find(({ workflowType }) => workflowType === STAY_IN_CALL)?.startedAt ?? since,
    until,
    owners: runs.filter((run) => isOwner(run, leg)).map(ownerOf),
    presences,
    snapshots,
    notificationsLost: isLossy(stay),
    updates: updates.map(sentUpdate),
    ...(cancelledAt !== undefined && { cancelledAt }),
    removals: asked.received.flatMap(({ kind, participantId, status, processedAt }) =>
      kind === 'deleteParticipant' && participantId !== undefined && status === 204
        ? [{ at: processedAt ?? 0, participantId }]
        : [],
    ),
    rings: teams
      .operations()
      .filter(({ legId }) => legId === leg.id)
      .flatMap((operation) => ringsOf(operation)),
    said: saidOf(stay),
    invites: script.happenings.flatMap((what) => ('invite' in what ? [invitesOf(what.invite, leg)] : [])),
  };
}

function endingOf(run: VirtualRun | undefined): StayEnding {
  if (!run) return { is: 'never started' };
  const { outcome, closedAt } = run;
  if (!outcome || closedAt === undefined) return { is: 'open' };
  if ('result' in outcome) return { is: 'completed', result: resultOf(outcome.result), closedAt };
  const { failure } = outcome;
  return { is: 'failed', type: (failure instanceof ApplicationFailure && failure.type) || failure.name, closedAt };
}

/** What our own workflow returned. */
function resultOf(result: unknown): StayResult {
  return result as StayResult;
}

/** Whoever looks after the leg: not whoever invites into it. */
function isOwner({ workflowType, workflowId }: VirtualRun, { id }: Leg): boolean {
  if (workflowType === INVITE_TO_CALL) return false;
  return workflowType !== HANG_UP_LATE_LEG || workflowId.endsWith(normalizeId(id));
}

function ownerOf({ workflowId, startedAt, closedAt, outcome }: VirtualRun): Owner {
  const result = outcome && 'result' in outcome ? outcome.result : undefined;
  const named = typeof result === 'object' && result !== null && 'leftBehind' in result ? result.leftBehind : [];
  return {
    workflowId,
    from: startedAt,
    ...(closedAt !== undefined && { to: closedAt }),
    leftBehind: Array.isArray(named) ? named.map(String) : [],
  };
}

function legOf({ id, createdAt, keptAliveAt, end }: Leg): EndedStay['leg'] {
  return {
    id,
    keptAliveAt: [createdAt, ...keptAliveAt],
    ...(end && {
      end: { at: end.at, by: end.by, ...(end.resultInfo && { subcode: end.resultInfo.subcode }) },
    }),
  };
}

/** Also where the other service has them all. */
function isLossy({ script }: SimulatedStay): boolean {
  const { begins, webhookDown = 0, faults = [], happenings, workerDies = 0, killsEach } = script;
  const isUntold = (what: Happening) => 'meeting' in what && 'told' in what.meeting && what.meeting.told === false;
  const some = happenings.some((what) => 'lose' in what || 'kill' in what || isUntold(what));
  return begins !== 'handedOver' || webhookDown > 0 || faults.length > 0 || some || workerDies > 0 || killsEach !== undefined;
}

function sentUpdate({ sent, at, update, settledAt }: SentVirtually): SentUpdate {
  return {
    name: sent.update,
    id: sent.id,
    at,
    accepted: update?.accepted ?? false,
    ...(settledAt !== undefined && { settledAt }),
    people: peopleOf(sent),
  };
}

function peopleOf(sent: SentVirtually['sent']): string[] {
  if (sent.update === 'leave') return [];
  if (sent.update === 'inviteParticipants') return sent.participants.map(({ user }) => user.id);
  return ['user' in sent.who ? sent.who.user.id : sent.who.participantId];
}

function invitesOf({ requestId, participants }: Omit<InviteToCallInput, 'call'>, { id }: Leg): EndedStay['invites'][number] {
  return { workflowId: inviteWorkflowId(id, requestId), requestId, people: participants.map(({ user }) => user.id) };
}
