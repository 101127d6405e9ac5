import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { RemoteSimulator } from '../support/remote-simulator.ts';
import { stepLine } from './print-step.ts';
import { type Step, stepsOf } from './steps.ts';

const LOOK_EVERY = 50;
/** What is under way for longer holds up the others' lines no more. */
const PATIENCE = 2_000;
/** After the escalation's end the last notifications of its legs still come in; longer than that, one is lost. */
export const LAST_WORDS = 5_000;

/**
 * Prints each step as it happens, until the workflow has `ended` and its legs with it. Resolves with the whole record.
 * @param told steps that Microsoft's side does not see; may grow meanwhile
 */
export async function followCall(
  simulator: Pick<RemoteSimulator, 'record'>,
  ended: Promise<unknown>,
  print: (line: string) => void,
  told: readonly Step[] = [],
): Promise<SimulatorRecord> {
  let until = Number.POSITIVE_INFINITY;
  const end = () => (until = Date.now() + LAST_WORDS);
  ended.then(end, end);
  for (let printed = 0; ; await pause(LOOK_EVERY)) {
    const over = Date.now() < until ? Number.isFinite(until) : 'late';
    const asked = new Date().toISOString();
    const record = await simulator.record();
    const all = stepsOf(record, Date.now() - PATIENCE, told);
    // What is newer than the question may come before a step that is not known yet, here or there; nothing comes after the end.
    const steps = over ? all : all.filter(({ at }) => at < asked);
    for (const step of steps.slice(printed)) print(stepLine(step, steps[0]?.at ?? step.at));
    printed = steps.length;
    if (over === 'late' || (over && isAtRest(record))) return record;
  }
}

/** Nothing of it is under way any more, at Microsoft's side. */
export function isAtRest({ legs, notifications, requests }: SimulatorRecord): boolean {
  const deleted = (id: string) => notifications.some(({ callId, kind }) => callId === id && kind.endsWith('deleted'));
  return (
    legs.every(({ id, alive }) => alive || deleted(id)) &&
    notifications.every(({ fate }) => fate !== 'underway') &&
    requests.every(({ reply, lost }) => reply ?? lost)
  );
}
