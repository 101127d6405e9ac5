import type { MediaChoice } from '../../../activities/multiparty-media.ts';
import type { Timings } from '../../graph-simulator/model/settings.ts';
import { resultOf, snapshotOf } from '../../simulation/ended-call.ts';
import { organizerTenant, TENANT } from '../../simulation/input-for.ts';
import type { Scenario } from '../../simulation/scenario.ts';
import { type SimulatedCall, simulateCall } from '../../simulation/simulate-call.ts';
import { type Intervention, stepIn } from './intervention.ts';
import type { PlayedRow } from './played-row.ts';
import { inTenant, ROW_POLICY, ROW_TIMINGS, type Script } from './row.ts';

/** What differs from other rows, besides the script. */
export interface Place {
  timings?: Timings;
  /** What the worker remembers of earlier calls. */
  media?: MediaChoice;
  /** ms after the call at which somebody cancels the escalation. */
  cancelAt?: number;
  /** What somebody does meanwhile, in this order. */
  meanwhile?: Intervention[];
}

export interface PlayedVirtually extends PlayedRow {
  /** What its page in the Temporal UI shows. */
  details: string;
  simulated: SimulatedCall;
}

/**
 * Plays one call in virtual time: the workflow's own code, the activities' own code, the simulated Teams.
 * @throws {Error} where it does not end, a workflow task fails, or the moment to step in never comes
 */
export async function playVirtually(
  { faults = [], organizer, policy }: Script,
  { timings = ROW_TIMINGS, media, cancelAt, meanwhile = [] }: Place = {},
): Promise<PlayedVirtually> {
  const scenario: Scenario = {
    seed: 1,
    steady: true,
    timings,
    faults: [],
    policy: { ...ROW_POLICY, ...policy },
    workerDies: 0,
    webhookDown: 0,
    ...(cancelAt !== undefined && { cancelAt }),
    ...(organizer && { circumstances: { otherOrganizer: true } }),
  };
  const organizerTenantId = organizerTenant(scenario);
  scenario.faults = [...inTenant(TENANT, faults), ...inTenant(organizerTenantId, organizer ?? [])];
  const { watch, left } = stepIn(meanwhile);
  const call = await simulateCall(scenario, { media, ...(meanwhile.length > 0 && { watch }) });
  const { run, p2p, teams, asked, startedAt } = call;
  const snapshot = run && snapshotOf(run);
  if (!run?.outcome || run.closedAt === undefined || !snapshot) throw new Error(`It did not end\n${call.story.join('\n')}`);
  if (run.taskFailures.length > 0) throw new Error(`A workflow task failed: ${run.taskFailures.join('\n')}`);
  if (left() > 0) throw new Error(`It ended before somebody could step in\n${call.story.join('\n')}`);
  const { outcome, closedAt } = run;
  // As it was when the run closed: what comes later belongs to no row.
  const legs = teams.legs().filter(({ createdAt }) => createdAt <= closedAt);
  const aliveOf = (kind: 'p2p' | 'multiparty') =>
    legs.filter((leg) => leg.kind === kind && !(leg.end && leg.end.at <= closedAt)).map(({ id }) => id);
  return {
    p2pCallId: p2p.id,
    tenantId: TENANT,
    organizerTenantId,
    startedAt,
    closedAt,
    exact: true,
    ending: 'result' in outcome ? { result: resultOf(outcome.result) } : outcome,
    snapshot,
    requests: (kind) => asked.received.filter((request) => request.kind === kind && request.at <= closedAt),
    multipartyCalls: legs.filter(({ kind }) => kind === 'multiparty').map(({ id }) => id),
    alive: { p2p: aliveOf('p2p'), multiparty: aliveOf('multiparty') },
    details: run.details(),
    simulated: call,
  };
}
