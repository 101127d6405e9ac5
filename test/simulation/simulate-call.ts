import { createMediaChoice, type MediaChoice } from '../../activities/multiparty-media.ts';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import { ESCALATE_CALL } from '../../workflows/contract/names.ts';
import { escalateCall, hangUpLateLeg } from '../../workflows/index.ts';
import { createFaultScript } from '../graph-simulator/faults/script.ts';
import { createTeams, type SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import { ALL_FORMS, FIELD_FORMS, type Forms } from '../graph-simulator/model/forms.ts';
import { isAlive, type Leg } from '../graph-simulator/model/leg.ts';
import { REALISTIC_TIMINGS } from '../graph-simulator/model/settings.ts';
import type { Clocks } from './circumstances.ts';
import { inputFor, TENANT } from './input-for.ts';
import { isInLobby, movesOf } from './whereabouts.ts';
import { pass } from './pass.ts';
import { createRandom, createSteadyRandom, type Random } from './random.ts';
import { APPLICATION, realActivities } from './real-activities.ts';
import type { Scenario } from './scenario.ts';
import { runActivitiesOn } from './fake-temporal/activity.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { noteTold, type Told } from './told.ts';
import { setProcessTime } from './virtual-date.ts';
import { setSignals } from './virtual-signals.ts';
import { createVirtualGraph, type GraphRecord } from './virtual-graph.ts';
import { createVirtualTokens } from './virtual-tokens.ts';
import { createVirtualTemporal, type VirtualRun } from './virtual-temporal.ts';
import { createAddresses, createVirtualWebhook, type VirtualWebhook } from './virtual-webhook.ts';

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

const NO_SKEW: Clocks = { webhook: 0, worker: 0, starter: 0 };
const START = 1_800_000_000_000;
/** Longer than any escalation may take; then the run counts as stuck. */
const PATIENCE = 30 * 60_000;
/** Late legs show themselves, and are hung up, within this after the end. */
const AFTERMATH = 3 * 60_000;

/**
 * One call from its ringing to the quiet after its end, in virtual time.
 * @param media what the worker remembers of earlier calls
 */
export async function simulateCall(scenario: Scenario, media: MediaChoice = createMediaChoice('auto')): Promise<SimulatedCall> {
  const random = (scenario.steady ? createSteadyRandom : createRandom)(scenario.seed ^ 0x5eed);
  const clock = createVirtualClock(START);
  const { clocks = NO_SKEW } = scenario.circumstances ?? {};
  setProcessTime(() => clock.now() + clocks.worker);
  setSignals(clock);
  runActivitiesOn((ms) => new Promise((resolve) => clock.after(ms, 'activity sleeps', resolve)));
  const story: string[] = [];
  const tell = (what: string) => story.push(`${String(clock.now() - START).padStart(7)} ms  ${what}`);
  const script = createFaultScript(scenario.faults);
  const asked: GraphRecord = { tries: [], received: [] };
  const parts: { webhook?: VirtualWebhook } = {};
  const told: Told = { calls: new Map(), news: [], move: false };
  const teams = createTeams({
    world: { now: clock.now, after: clock.after, newId: () => random.guid() },
    settings: {
      timings: scenario.timings ?? REALISTIC_TIMINGS,
      applicationId: APPLICATION,
      botAddress: 'https://webhook/api/calls',
      ...(scenario.steady ? FIELD_FORMS : drawForms(random, scenario.seed)),
      concurrentCalls: 100,
      monthlyCalls: 10_000,
    },
    script,
    port: {
      lost: ({ kind }) => tell(`(lost) ${kind}`),
      deliver: (notification) => {
        const down = notification.kind !== 'incoming' && random.chance(scenario.webhookDown);
        tell(`${down ? '(webhook down) ' : ''}notification ${notification.kind}`);
        if (down) return;
        clock.after(random.between(3, 120), 'webhook', () => {
          noteTold(told, notification, clock.now());
          parts.webhook?.receive(notification);
        });
      },
    },
  });
  const addresses = createAddresses();
  const tokens = createVirtualTokens(scenario, script);
  const graph = createVirtualGraph(
    {
      clock,
      random,
      script,
      teams,
      tokens: (tenantId, fresh) => tokens(tenantId, clock.now() - START, fresh),
      slowRosters: scenario.circumstances?.slowRosters,
    },
    asked,
  );
  const temporal = createVirtualTemporal(
    clock,
    random,
    { escalateCall, hangUpLateLeg },
    realActivities(graph, addresses, media),
    {
      killedInTask: () => random.chance(scenario.workerDies),
      killedInActivity: () => random.chance(scenario.workerDies),
    },
  );
  const webhookClock = { now: () => clock.now() + clocks.webhook };
  parts.webhook = createVirtualWebhook(webhookClock, temporal, addresses, (callId, receivedAt) =>
    inputFor(callId, receivedAt, scenario, p2p, 1),
  );
  const p2p: Leg = teams.call({ tenantId: TENANT });
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
  const untilItEnds = () => pass(clock, temporal.runTasks, clock.now() + PATIENCE, () => run()?.outcome !== undefined);
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
  for (const { at, kind, status = 'not processed' } of asked.received)
    story.push(`${String(at - START).padStart(7)} ms  Graph: ${kind} → ${status}`);
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
    story: story.sort(),
  };
}

function drawForms(random: Random, seed: number): Forms {
  return {
    idForm: random.pick(ALL_FORMS.idForm),
    resourceForm: random.pick(ALL_FORMS.resourceForm),
    rosterForm: random.pick(ALL_FORMS.rosterForm),
    // By a chance of its own: what a seed meant before there was a choice, it still means.
    dataForm: createRandom(seed ^ 0xf0f0).pick(ALL_FORMS.dataForm),
  };
}
