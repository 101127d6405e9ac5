import type { EscalationResult } from '../../workflows/contract/result.ts';
import { isAlive } from '../graph-simulator/model/leg.ts';
import type { SimulatedCall } from './simulate-call.ts';

/** What must hold after every call, whatever went wrong. Each names what it found. */
export function violations(call: SimulatedCall): string[] {
  return [...stuck(call), ...alive(call), ...untrue(call), ...callerLost(call), ...late(call), ...twice(call)];
}

function stuck({ run, runs }: SimulatedCall): string[] {
  if (!run) return ['no escalation was started'];
  const bugs = runs.flatMap(({ taskFailures }) => taskFailures.map((bug) => `a workflow task failed: ${bug}`));
  if (!run.outcome) return [...bugs, 'the workflow is stuck'];
  return bugs;
}

function resultOf({ run }: SimulatedCall): EscalationResult | undefined {
  const outcome = run?.outcome;
  return outcome && 'result' in outcome ? (outcome.result as EscalationResult) : undefined;
}

/** Named by the result, by a failure's details, or in the query of a cancelled run. */
function namedLegs({ run }: SimulatedCall): string {
  const outcome = run?.outcome;
  if (!outcome) return '';
  return 'result' in outcome ? JSON.stringify(outcome.result) : JSON.stringify(outcome.failure, ['details', 'leftBehind', '0']);
}

/** No leg alive that no result names. */
function alive(call: SimulatedCall): string[] {
  const named = namedLegs(call);
  const legs = call.teams.legs().filter((leg) => leg.kind === 'multiparty' && isAlive(leg));
  return legs
    .filter(({ id }) => !named.includes(id) && !named.includes('id unknown') && !isCancelled(call))
    .map(({ id }) => `multiparty leg ${id} was left alive`);
}

function isCancelled({ run }: SimulatedCall): boolean {
  const outcome = run?.outcome;
  return outcome !== undefined && 'failure' in outcome && outcome.failure.name === 'CancelledFailure';
}

/** The result is true against Microsoft's side. */
function untrue(call: SimulatedCall): string[] {
  const result = resultOf(call);
  if (!result) return [];
  const was = callerWasIn(call);
  const p2pAlive = isAlive(call.p2p);
  if (result.outcome === 'escalated') {
    const left = result.leftBehind ?? [];
    return [
      ...(was ? [] : ['escalated, but the caller never was in the meeting']),
      ...(p2pAlive && !left.includes(call.p2p.id) ? ['escalated, but the P2P call lives'] : []),
    ];
  }
  return [
    ...(was && call.p2p.end?.by === 'replacement' && couldBeKnown(call)
      ? [`the caller was moved, but the result says ${result.reason}`]
      : []),
    ...(result.p2pCall === 'ended' && p2pAlive ? ['the P2P call is said to have ended, but lives'] : []),
    ...(result.p2pCall === 'kept' && !p2pAlive && (call.p2p.end?.at ?? 0) < (call.run?.closedAt ?? 0) - 70_000
      ? ['the P2P call is said to be kept, but had ended long before']
      : []),
  ];
}

/** Somebody could still be asked: the caller stayed, and our own leg was in the meeting until we left it. */
function couldBeKnown({ teams, p2p }: SimulatedCall): boolean {
  const stayed = teams.meetings().some(({ participants }) => participants.some(({ identity }) => identity.id === p2p.caller?.id));
  return stayed && teams.legs().every((leg) => leg.kind === 'p2p' || isAlive(leg) || leg.end?.by === 'bot');
}

function callerWasIn({ teams, p2p }: SimulatedCall): boolean {
  return teams
    .meetings()
    .some(({ participants, left }) => [...participants, ...left].some(({ identity }) => identity.id === p2p.caller?.id));
}

/** No P2P leg dropped before its caller was in, unless who started us wanted it. */
function callerLost(call: SimulatedCall): string[] {
  const { p2p, scenario } = call;
  if (p2p.end?.by !== 'bot' || callerWasIn(call)) return [];
  const wanted = scenario.policy.onFailure === 'hangUp' && resultOf(call)?.outcome !== 'escalated';
  return wanted ? [] : ['the P2P call was dropped although the caller was not in'];
}

/** No request after its reason was gone: nothing is begun once the run has ended. */
function late({ processed, run }: SimulatedCall): string[] {
  const closedAt = run?.closedAt;
  if (closedAt === undefined) return [];
  const begun = processed.filter(({ at, kind }) => ['answer', 'createCall', 'invite'].includes(kind) && at > closedAt + 45_000);
  return begun.map(({ kind }) => `${kind} after the end`);
}

/** No person invited twice with effect. */
function twice({ teams, p2p }: SimulatedCall): string[] {
  const times = teams
    .meetings()
    .flatMap(({ participants, left }) => [...participants, ...left])
    .filter(({ identity }) => identity.id === p2p.caller?.id).length;
  return times > 1 ? [`the caller was moved ${times} times`] : [];
}
