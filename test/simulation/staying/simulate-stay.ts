import { createMediaChoice } from '../../../activities/multiparty-media.ts';
import { escalationWorkflowId, stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { CALL, ESCALATE_CALL, STAY_IN_CALL } from '../../../workflows/contract/names.ts';
import { stayPolicySchema } from '../../../workflows/contract/policy-schema.ts';
import type { StaySnapshot } from '../../../workflows/contract/stay.ts';
import { isAlive, type Leg } from '../../graph-simulator/model/leg.ts';
import { inputFor, TENANT } from '../input-for.ts';
import { inVirtualTime } from '../in-virtual-time.ts';
import { pass } from '../pass.ts';
import type { VirtualRun } from '../virtual-temporal.ts';
import { createVirtualSystem, type VirtualSystem } from '../virtual-system.ts';
import { createForeignLeg } from './foreign-leg.ts';
import { playEarly } from './early.ts';
import { play } from './play-happening.ts';
import { followPresences } from './presences.ts';
import { policyOf, scenarioOf } from './scenario-of.ts';
import type { SentVirtually, SimulatedStay } from './stay-record.ts';
import type { Happening, StayScript } from './stay-script.ts';

const HOUR = 3_600_000;
const LASTS = 26 * HOUR;
/** Until an escalation has handed over, or has ended otherwise. */
const ESCALATES_WITHIN = HOUR / 2;
const AFTERMATH = 3 * 60_000;
/** Between two queries of the stay: often while something has happened just now, and seldom in the quiet. */
const LOOKS_EACH = 20_000;
const LOOKS_EACH_IN_QUIET = 15 * 60_000;
/** So long after a happening a stay still hears of it: from rosters that come late, and from Teams, which rings a minute. */
const HAPPENS_FOR = 3 * 60_000;
/** Longer than a task's time-out. */
const DEAD_FOR = 5_000;

/** Plays a stay in virtual time, from its beginning to the quiet after its end. */
export function simulateStay(script: StayScript): Promise<SimulatedStay> {
  return inVirtualTime(() => playStay(script));
}

async function playStay(script: StayScript): Promise<SimulatedStay> {
  const tasks: number[] = [];
  const dead = { until: 0, from: Infinity };
  const lost = { until: 0 };
  const calls: Leg[] = [];
  const scenario = scenarioOf(script);
  const isDead = () => system.clock.now() < dead.until || isDeadByPlan(system.clock.now() - dead.from, script.killsEach);
  const system: VirtualSystem = createVirtualSystem({
    scenario,
    media: createMediaChoice('auto'),
    route: (callId, at) => calls[0] && { ...inputFor(callId, at, scenario, calls[0], 1), afterwards: 'stay' },
    workers: {
      killedInTask: () => tasks.push(clock.now()) - 1 === script.diesInTask || isDead(),
      killedInActivity: isDead,
    },
    arrives: () => system.clock.now() >= lost.until,
    ...(script.suggestContinueAsNewFrom !== undefined && { suggestContinueAsNewFrom: script.suggestContinueAsNewFrom }),
  });
  const { clock, teams, temporal, tell } = system;
  const { presences, look } = followPresences();
  const snapshots: SimulatedStay['snapshots'] = [];
  const updates: SentVirtually[] = [];
  const until = (end: number, enough: () => boolean) => pass(clock, temporal.runTasks, end, () => enough());
  const isStay = ({ workflowType }: VirtualRun) => workflowType === STAY_IN_CALL;

  if (script.begins === 'handedOver') {
    const p2p = teams.call({ tenantId: TENANT });
    calls.push(p2p);
    playEarly(system, script, p2p.id, (ms) => (lost.until = clock.now() + ms));
    const escalation = () => temporal.runs.find(({ workflowType }) => workflowType === ESCALATE_CALL);
    await until(clock.now() + ESCALATES_WITHIN, () => temporal.runs.some(isStay) || escalation()?.outcome !== undefined);
    if (!escalation()) throw new Error(`Nobody escalates ${escalationWorkflowId(p2p.id)}`);
  } else {
    const foreign = createForeignLeg(teams, script.begins);
    await until(clock.now() + 10_000, () => foreign.state === 'established');
    const input = { call: { id: foreign.id, tenantId: foreign.tenantId }, policy: script.policy ?? {} };
    const start = () => void temporal.start(STAY_IN_CALL, stayWorkflowId(foreign.id), [input], [], 'REJECT_DUPLICATE');
    const { staysAfter = 0 } = script.begins;
    if (staysAfter === 0) start();
    else clock.after(staysAfter, 'a client stays', start);
  }
  const since = clock.now();
  dead.from = since;
  const isStayedIn = ({ id }: Leg) => temporal.runs.some((run) => isStay(run) && run.workflowId === stayWorkflowId(id));
  const leg = teams.legs().find((one) => script.begins !== 'handedOver' || isStayedIn(one));
  const stay = () => temporal.runs.findLast(isStay);
  let lookedAt = 0;
  let happenedAt = since;
  const cancelled: number[] = [];
  const happen = (what: Happening): void => {
    if (!leg) return;
    happenedAt = clock.now();
    tell(`happens: ${JSON.stringify(what)}`);
    play({ system, script, scenario, leg, caller: calls[0], dead, lost, updates, cancelled }, what);
  };
  for (const what of script.happenings) clock.after(what.at, 'happening', () => happen(what));

  const record = () => {
    const now = clock.now();
    look(leg?.meeting, now);
    for (const one of updates) if (one.update?.outcome && one.settledAt === undefined) one.settledAt = now;
    if (now < lookedAt + (now < happenedAt + HAPPENS_FOR ? LOOKS_EACH : LOOKS_EACH_IN_QUIET)) return;
    lookedAt = now;
    const snapshot = stay()?.query(CALL) as StaySnapshot | undefined;
    if (snapshot) snapshots.push({ at: now, snapshot });
  };
  const isOver = () => stay()?.outcome !== undefined || !leg;
  await until(since + (script.lasts ?? LASTS), () => (record(), isOver()));
  await until(clock.now() + AFTERMATH, () => (record(), false));
  for (const run of temporal.runs) if (run.closedAt !== undefined) await run.replay();
  if (leg && isAlive(leg)) tell('The leg lives');
  const [cancelledAt] = cancelled;
  return {
    script,
    policy: stayPolicySchema.parse(policyOf(script)),
    leg,
    teams,
    asked: system.asked,
    told: system.told,
    runs: temporal.runs,
    presences,
    snapshots,
    updates,
    tasks,
    ...(cancelledAt !== undefined && { cancelledAt }),
    since,
    until: clock.now(),
    story: system.story(),
  };
}

function isDeadByPlan(passed: number, killsEach: number | undefined): boolean {
  return killsEach !== undefined && passed >= killsEach && passed % killsEach < DEAD_FOR;
}
