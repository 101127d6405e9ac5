import type { MediaChoice } from '../../activities/multiparty-media.ts';
import { escalateCall, hangUpLateLeg, inviteToCall, stayInCall } from '../../workflows/index.ts';
import { createFaultScript, type FaultScript } from '../graph-simulator/faults/script.ts';
import { createTeams, type SimulatedTeams } from '../graph-simulator/model/create-teams.ts';
import { ALL_FORMS, FIELD_FORMS, type Forms } from '../graph-simulator/model/forms.ts';
import { REALISTIC_TIMINGS } from '../graph-simulator/model/settings.ts';
import type { Notification } from '../graph-simulator/model/teams.ts';
import type { Clocks } from './circumstances.ts';
import { runActivitiesOn } from './fake-temporal/activity.ts';
import { forgetUpdates } from './fake-temporal/handlers.ts';
import { createRandom, createSteadyRandom, type Random } from './random.ts';
import { APPLICATION, realActivities } from './real-activities.ts';
import type { Scenario } from './scenario.ts';
import { noteTold, type Told } from './told.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { setProcessTime } from './virtual-date.ts';
import { createVirtualGraph, type GraphRecord } from './virtual-graph.ts';
import { virtualInviteByStay } from './virtual-invite-by-stay.ts';
import { setSignals } from './virtual-signals.ts';
import { createVirtualTemporal, type VirtualTemporal, type WorkerFaults } from './virtual-temporal.ts';
import { createVirtualTokens } from './virtual-tokens.ts';
import { createAddresses, createVirtualWebhook, isOurs, type Route, type VirtualWebhook } from './virtual-webhook.ts';

/** Everything that takes part in a call, in virtual time. */
export interface VirtualSystem {
  clock: VirtualClock;
  teams: SimulatedTeams;
  /** What goes wrong on Microsoft's side. */
  script: FaultScript;
  temporal: VirtualTemporal;
  told: Told;
  asked: GraphRecord;
  /** Writes into the story. */
  tell(what: string): void;
  /** What happened, in its order, with what Graph was asked. */
  story(): string[];
}

/** What is not the same in each simulation. */
export interface SystemParts {
  scenario: Scenario;
  /** What the worker remembers of earlier calls. */
  media: MediaChoice;
  route: Route;
  /** Besides what the scenario has. */
  workers?: Partial<WorkerFaults>;
  /** False for a notification that is lost on its way. */
  arrives?: (notification: Notification) => boolean;
  suggestContinueAsNewFrom?: number;
}

export const NO_SKEW: Clocks = { webhook: 0, worker: 0, starter: 0 };
export const START = 1_800_000_000_000;

export function createVirtualSystem(parts: SystemParts): VirtualSystem {
  const { scenario, media, route, workers = {}, arrives = () => true, suggestContinueAsNewFrom } = parts;
  const random = (scenario.steady ? createSteadyRandom : createRandom)(scenario.seed ^ 0x5eed);
  const clock = createVirtualClock(START);
  const { clocks = NO_SKEW } = scenario.circumstances ?? {};
  setProcessTime(() => clock.now() + clocks.worker);
  setSignals(clock);
  forgetUpdates();
  runActivitiesOn((ms) => new Promise((resolve) => clock.after(ms, 'activity sleeps', resolve)));
  const story: string[] = [];
  const at = (time: number) => `${String(time - START).padStart(7)} ms`;
  const tell = (what: string) => void story.push(`${at(clock.now())}  ${what}`);
  const script = createFaultScript(scenario.faults);
  const asked: GraphRecord = { tries: [], received: [] };
  const webhooks: VirtualWebhook[] = [];
  const told: Told = { calls: new Map(), news: [], rosters: [], move: false };
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
        if (!isOurs(notification)) return;
        const down = (notification.kind !== 'incoming' && random.chance(scenario.webhookDown)) || !arrives(notification);
        tell(`${down ? '(webhook down) ' : ''}notification ${notification.kind}`);
        if (down) return;
        clock.after(random.between(3, 120), 'webhook', () => {
          noteTold(told, notification, clock.now());
          for (const webhook of webhooks) webhook.receive(notification);
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
  const temporal: VirtualTemporal = createVirtualTemporal(
    clock,
    random,
    { escalateCall, hangUpLateLeg, inviteToCall, stayInCall },
    realActivities(
      graph,
      addresses,
      media,
      virtualInviteByStay(clock, (...update) => temporal.update(...update)),
    ),
    {
      killedInTask: () => random.chance(scenario.workerDies) || workers.killedInTask?.() === true,
      killedInActivity: (name) => random.chance(scenario.workerDies) || workers.killedInActivity?.(name) === true,
    },
    { ...(suggestContinueAsNewFrom !== undefined && { suggestContinueAsNewFrom }) },
  );
  webhooks.push(createVirtualWebhook({ now: () => clock.now() + clocks.webhook }, temporal, addresses, route));
  const requests = () =>
    asked.received.map(({ at: time, kind, status = 'not processed' }) => `${at(time)}  Graph: ${kind} → ${status}`);
  return { clock, teams, script, temporal, told, asked, tell, story: () => [...story, ...requests()].sort() };
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
