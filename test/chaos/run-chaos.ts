import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { REQUEST_LIMITS_MS } from '../../workflows/contract/request-limits.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Ending } from '../invariants/ended-call.ts';
import { violations } from '../invariants/invariants.ts';
import { allEnded } from './all-ended.ts';
import { endedCall, recordOf } from './ended-call.ts';
import { type Killing, killPrograms } from './kill-programs.ts';
import { type MadeCall, makeCall } from './make-call.ts';
import { outcomesByFault } from './outcomes.ts';
import { planCalls } from './plan-calls.ts';
import { readEnding } from './read-ending.ts';
import { stayViolations } from './stay-violations.ts';
import { type ChaosSystem, startChaosSystem } from './start-system.ts';
import { story } from './story.ts';

export interface ChaosOptions {
  calls: number;
  seed: number;
  /** Within which the callers call and most escalations end. */
  minutes: number;
  kills: boolean;
  print: (line: string) => void;
  /** Takes what must be stopped at the end, however it comes. */
  atEnd: (stop: () => Promise<void>) => void;
}

/** What the slowest escalations take after the last caller has called, in ms. */
const TAIL = 110_000;
/** Then an escalation that has not ended counts as stuck. */
const PATIENCE = 240_000;
/** Late legs show themselves, and are hung up, within this after the end. */
const AFTERMATH = 40_000;
/** Programs that die in an escalation's waits, each for as long as it takes to come back and to be noticed; worker, record and server share one clock. */
const WORLD = {
  clockSkew: 2_000,
  delivery: Math.max(REQUEST_LIMITS_MS.answer, REQUEST_LIMITS_MS.createCall, REQUEST_LIMITS_MS.invite),
  outages: 120_000,
};
const MOST_STORIES = 5;

/** Callers call while programs are killed; afterwards everything must be as it should. Resolves with the number of broken calls. */
export async function runChaos({ calls, seed, minutes, kills, print, atEnd }: ChaosOptions): Promise<number> {
  const begun = Date.now();
  const spread = Math.max(minutes * 60_000 - TAIL, minutes * 20_000);
  const plans = planCalls(calls, seed, spread);
  const workers = 1 + (seed % 2);
  print(`Chaos of ${calls} calls within ${minutes} minutes, seed ${seed}, ${workers === 1 ? 'one worker' : 'two workers'}`);
  const routes = plans.map(({ tenantId, escalate }) => ({ when: { tenantId }, escalate }));
  const system = await startChaosSystem({ routes, workers, seed });
  atEnd(system.stop);
  print(`Logs, database and the story of each call: ${system.folder}`);

  const killing = kills ? killPrograms(system.programs, seed, spread + 10_000) : Promise.resolve([]);
  const start = Date.now();
  const made = await Promise.all(
    plans.map(async (plan) => {
      await pause(Math.max(0, start + plan.callsAt - Date.now()));
      return await makeCall(system, plan);
    }),
  );
  const killings = await killing;
  print(`All have called; killed: ${killed(killings)}`);
  await allEnded(system, PATIENCE);
  print(`All have ended, or had their time, after ${seconds(begun)} s`);
  const broken = (await verdict(system, made, killings, print)) + (await stuckBeside(system, print));
  print(`${calls} calls, ${broken} with violations, seed ${seed}, ${seconds(begun)} s`);
  return broken;
}

interface Judged {
  made: MadeCall;
  ending: Ending;
  found: string[];
}

/** What is not in order yet gets its time: late legs are still hung up. */
async function verdict(
  system: ChaosSystem,
  made: readonly MadeCall[],
  killings: readonly Killing[],
  print: (line: string) => void,
): Promise<number> {
  const until = Date.now() + AFTERMATH;
  for (;;) {
    const record = await system.simulator.record();
    const judged = await judge(system, made, record);
    const broken = judged.filter(({ found }) => found.length > 0);
    if (broken.length > 0 && Date.now() < until) {
      await pause(4_000);
      continue;
    }
    const stories = judged.flatMap(({ made: call, ending }) => [...story(call, ending, record, killings), '']);
    await writeFile(join(system.folder, 'stories.txt'), stories.join('\n'));
    print('');
    for (const line of outcomesByFault(judged)) print(line);
    for (const { made: call, ending, found } of broken.slice(0, MOST_STORIES)) {
      print(`\n${found.join('; ')}`);
      for (const line of story(call, ending, record, killings)) print(line);
    }
    for (const { made: call, found } of broken.slice(MOST_STORIES)) print(`Call ${call.plan.number}: ${found.join('; ')}`);
    return broken.length;
  }
}

async function judge(system: ChaosSystem, made: readonly MadeCall[], record: SimulatorRecord): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const call of made) {
    const read = await readEnding(system.client, call);
    judged.push({
      made: call,
      ending: read.ending,
      found: [...violations(endedCall(call, read, record), WORLD), ...stayViolations(call, recordOf(call.plan.tenantId, record))],
    });
  }
  return judged;
}

/** Late legs have workflows of their own, which must end, too. Resolves with the number of those that do not. */
async function stuckBeside(system: ChaosSystem, print: (line: string) => void): Promise<number> {
  const stuck = (await allEnded(system, AFTERMATH)).filter((workflowId) => !workflowId.startsWith('escalation-'));
  for (const workflowId of stuck) print(`${workflowId} is stuck`);
  return stuck.length;
}

function killed(killings: readonly Killing[]): string {
  const names = [...new Set(killings.map(({ name }) => name))].sort();
  return names.map((name) => `${name} ${killings.filter((killing) => killing.name === name).length}×`).join(', ') || 'nobody';
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
