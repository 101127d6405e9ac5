import { ApplicationFailure } from '@temporalio/common';
import { ESCALATION } from '../../workflows/contract/names.ts';
import type { EscalationFailureDetails, EscalationResult, EscalationSnapshot } from '../../workflows/contract/result.ts';
import { policySchema } from '../../workflows/contract/policy-schema.ts';
import { isAlive, type Leg } from '../graph-simulator/model/leg.ts';
import type { Participant } from '../graph-simulator/model/meeting.ts';
import type { InviteOperation } from '../graph-simulator/model/operation.ts';
import type { EndedCall, EndedLeg, Ending, RungInvite } from '../invariants/ended-call.ts';
import { namedIn } from '../invariants/truth.ts';
import { hidesCaller, isInAlready } from '../invariants/hides-caller.ts';
import type { SimulatedCall } from './simulate-call.ts';
import type { Told } from './told.ts';
import type { VirtualRun } from './virtual-temporal.ts';
import { isOfCaller, invitedIn } from './others.ts';
import { movesOf } from './whereabouts.ts';

/** A simulated call as the invariants see it. */
export function endedCall(call: SimulatedCall): EndedCall {
  const { scenario, run, runs, teams, told, p2p, asked } = call;
  const earlier = runs.filter((one) => one.workflowId === run?.workflowId && one !== run);
  const isCaller = ({ identity, invitedBy }: Participant) => identity.id === p2p.caller?.id && invitedBy !== undefined;
  const meetings = teams.meetings();
  return {
    ending: endingOf(run),
    ...(run && { lostFor: run.lostFor }),
    namedBefore: earlier.flatMap((one) => namedIn(endingOf(one))),
    policy: policySchema.parse(scenario.policy),
    cancelRequested: scenario.cancelAt !== undefined,
    taskFailures: runs.flatMap(({ taskFailures }) => taskFailures),
    p2p: endedLeg(p2p, told),
    multiparty: teams
      .legs()
      .filter(({ kind }) => kind === 'multiparty')
      .map((leg) => ({ ...endedLeg(leg, told), ...closingOf(earlier, leg) })),
    caller: {
      moves: movesOf(p2p, teams),
      movesBefore: call.movesBefore,
      stayed: meetings.some(({ participants }) => participants.some(isCaller)),
      inLobby: call.inLobby,
      hidden: hidesCaller(scenario.faults),
      ...(isInAlready(scenario.faults) && { inAlready: { moveTold: told.move } }),
      ...(isInDoubt(call) && { inDoubt: true }),
    },
    requests: asked.received.map((one) => (one.kind === 'invite' && !isOfCaller(one.body) ? { ...one, forOthers: true } : one)),
    tries: asked.tries,
    // That one of those who are rung has come is news, too, and that the caller has.
    news: [...told.news, ...(scenario.others ? told.rosters : []), ...callerSeenAt(run)],
    ...(scenario.others && { others: scenario.others.length, invited: invitedIn(call, scenario.others) }),
    invites: teams
      .operations()
      .filter(isOfCaller)
      .map((operation) => ({
        ...rungInvite(operation, teams.legs()),
        answered: asked.received.some(
          ({ kind, processedAt, answered }) => kind === 'invite' && processedAt === operation.begunAt && answered,
        ),
      })),
  };
}

/** Who is first listed after the move may have been in before, on another device. */
function isInDoubt({ told, p2p, asked, teams }: SimulatedCall): boolean {
  const since = teams.legs().findLast(({ kind }) => kind === 'multiparty')?.createdAt ?? 0;
  const until = p2p.end?.at ?? Infinity;
  const read = asked.received.filter(({ kind, answered }) => kind === 'getParticipants' && answered);
  const seenAt = [...told.rosters, ...read.map(({ processedAt }) => processedAt ?? Infinity)];
  return !told.move && !seenAt.some((at) => at >= since && at < until);
}

/** Also where the caller is in already, with another device, and the wait goes on (seed 2045572). */
function callerSeenAt(run: VirtualRun | undefined): number[] {
  const timeline = (run && snapshotOf(run)?.timeline) ?? [];
  return timeline.flatMap(({ at, what }) => (what.startsWith('Caller is ') ? [Date.parse(at)] : []));
}

function endingOf(run: VirtualRun | undefined): Ending {
  if (!run) return { is: 'never started' };
  const { outcome, startedAt, closedAt } = run;
  if (!outcome || closedAt === undefined) return { is: 'stuck', startedAt };
  const span = { startedAt, closedAt };
  if ('result' in outcome) return { is: 'completed', result: resultOf(outcome.result), ...span };
  const { failure } = outcome;
  if (!(failure instanceof ApplicationFailure)) return { is: 'cancelled', leftBehind: namedByQuery(run), ...span };
  return { is: 'failed', type: failure.type ?? failure.name, details: detailsOf(failure), ...span };
}

/** A cancelled run has no result: what it leaves alive, its query names. */
function namedByQuery(run: VirtualRun): string[] {
  return snapshotOf(run)?.leftBehind ?? [];
}

/** What our own query answers. */
export function snapshotOf(run: VirtualRun): EscalationSnapshot | undefined {
  return run.query(ESCALATION) as EscalationSnapshot | undefined;
}

/** What our own workflow returned. */
export function resultOf(result: unknown): EscalationResult {
  return result as EscalationResult;
}

function detailsOf({ details }: ApplicationFailure): EscalationFailureDetails | undefined {
  return details?.[0] as EscalationFailureDetails | undefined;
}

/** With the leg that invites the ringing ends, too. */
function rungInvite({ begunAt, endedAt, resultInfo, legId }: InviteOperation, legs: readonly Leg[]): RungInvite {
  const leg = legs.find(({ id }) => id === legId)?.end;
  const ended = endedAt ?? leg?.at;
  return {
    at: begunAt,
    ...(ended !== undefined && { endedAt: ended }),
    ...(endedAt === undefined && leg?.by === 'bot' && { brokenOffAt: leg.at }),
    ...(resultInfo && { failure: resultInfo }),
  };
}

/** By the time: the legs of an earlier run were made before it closed. */
function closingOf(earlier: readonly VirtualRun[], leg: Leg): Pick<EndedLeg, 'runClosedAt'> {
  const made = earlier.find(({ closedAt }) => closedAt !== undefined && leg.createdAt <= closedAt);
  return made?.closedAt === undefined ? {} : { runClosedAt: made.closedAt };
}

function endedLeg(leg: Leg, told: Told): EndedLeg {
  const { first, end: endToldAt } = told.calls.get(leg.id) ?? {};
  const { end } = leg;
  return {
    id: leg.id,
    alive: isAlive(leg),
    ...(first !== undefined && { toldAt: first }),
    ...(end && {
      end: {
        at: end.at,
        by: end.by,
        ...(endToldAt !== undefined && { toldAt: endToldAt }),
        ...(end.resultInfo && { resultInfo: end.resultInfo }),
      },
    }),
  };
}
