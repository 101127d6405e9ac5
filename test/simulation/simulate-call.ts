import { createMediaChoice, type MediaChoice } from '../../activities/multiparty-media.ts';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import { ESCALATE_CALL } from '../../workflows/contract/names.ts';
import type { SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import { isAlive, type Leg } from '../graph-simulator/model/leg.ts';
import { inputFor, TENANT } from './input-for.ts';
import { inVirtualTime } from './in-virtual-time.ts';
import { isInLobby, movesOf } from './whereabouts.ts';
import { pass } from './pass.ts';
import type { Scenario } from './scenario.ts';
import type { Told } from './told.ts';
import type { GraphRecord } from './virtual-graph.ts';
import { createVirtualSystem, NO_SKEW, type VirtualSystem } from './virtual-system.ts';
import type { VirtualRun } from './virtual-temporal.ts';

/** What is left to look at after one simulated call. */
export interface SimulatedCall {
  scenario: Scenario;
  p2p: Leg;
  teams: SimulatedTeams;
  told: Told;
  /** The escalation; where it was started again, the second one. */
  run: VirtualRun | undefined;
  /** All runs, of other workflows too, oldest first. */
  runs: VirtualRun[];
  /** Whether the caller was in a lobby when it ended. */
  inLobby: boolean;
  /** How often the caller had been moved when it was started again. */
  movesBefore: number;
  asked: GraphRecord;
  startedAt: number;
  endedAt: number;
  story: string[];
}

/** Longer than any escalation may take; then the run counts as stuck. */
const PATIENCE = 30 * 60_000;
/** Late legs show themselves, and are hung up, within this after the end. */
const AFTERMATH = 3 * 60_000;

/** A call that is still going on, for whoever steps in. */
export interface CallUnderWay extends Pick<VirtualSystem, 'teams' | 'asked' | 'script' | 'temporal'> {
  p2p: Leg;
  run: VirtualRun;
}

export interface Onlooker {
  /** What the worker remembers of earlier calls. */
  media?: MediaChoice | undefined;
  /** Is told whenever something has happened, from the start of the escalation to its end. */
  watch?: ((call: CallUnderWay) => void) | undefined;
}

/** One call from its ringing to the quiet after its end, in virtual time. */
export function simulateCall(scenario: Scenario, onlooker: Onlooker = {}): Promise<SimulatedCall> {
  return inVirtualTime(() => play(scenario, onlooker));
}

async function play(scenario: Scenario, { media = createMediaChoice('auto'), watch }: Onlooker): Promise<SimulatedCall> {
  const { clocks = NO_SKEW } = scenario.circumstances ?? {};
  const calls: Leg[] = [];
  const { clock, teams, script, temporal, told, asked, tell, story } = createVirtualSystem({
    scenario,
    media,
    route: (callId, receivedAt) => calls[0] && inputFor(callId, receivedAt, scenario, calls[0], 1),
  });
  const p2p: Leg = teams.call({ tenantId: TENANT });
  calls.push(p2p);
  if (scenario.cancelAt !== undefined)
    clock.after(scenario.cancelAt, 'cancel', () => temporal.cancel(escalationWorkflowId(p2p.id)) && tell('cancelled'));

  // Where the incoming notification was lost, another service starts the escalation: nothing else would tell of the call.
  clock.after(400, 'start by another service', () => {
    if (temporal.runs.length > 0) return;
    const input = inputFor(p2p.id, new Date(startedAt + clocks.starter).toISOString(), scenario, p2p, 1);
    temporal.start(ESCALATE_CALL, escalationWorkflowId(p2p.id), [input]);
  });

  const run = () => temporal.runs.findLast(({ workflowId }) => workflowId === escalationWorkflowId(p2p.id));
  const startedAt = clock.now();
  const hasEnded = () => {
    const escalation = run();
    if (escalation) watch?.({ teams, asked, script, temporal, p2p, run: escalation });
    return escalation?.outcome !== undefined;
  };
  const untilItEnds = () => pass(clock, temporal.runTasks, clock.now() + PATIENCE, hasEnded);
  await untilItEnds();
  let movesBefore = 0;
  if (scenario.againAfter !== undefined && run()?.outcome) {
    await pass(clock, temporal.runTasks, clock.now() + scenario.againAfter, () => false);
    if (isAlive(p2p)) {
      const input = inputFor(p2p.id, new Date(startedAt + clocks.starter).toISOString(), scenario, p2p, 2);
      const state = p2p.state === 'incoming' ? 'incoming' : 'established';
      temporal.start(ESCALATE_CALL, escalationWorkflowId(p2p.id), [{ ...input, p2pCall: { ...input.p2pCall, state } }]);
      tell('started again');
      movesBefore = movesOf(p2p, teams);
      await untilItEnds();
    }
  }
  const endedAt = clock.now();
  const inLobby = isInLobby(p2p, teams);
  await pass(clock, temporal.runTasks, endedAt + AFTERMATH, () => false);
  return {
    scenario,
    p2p,
    teams,
    told,
    run: run(),
    runs: temporal.runs,
    inLobby,
    movesBefore,
    asked,
    startedAt,
    endedAt,
    story: story(),
  };
}
