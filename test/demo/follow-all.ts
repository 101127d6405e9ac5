import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { RemoteSimulator } from '../support/remote-simulator.ts';
import { isAtRest, LAST_WORDS } from './follow-call.ts';

const LOOK_EVERY = 500;

/** Prints a line whenever more of the calls have come further, until the escalations have `ended` and their legs with them. */
export async function followAll(
  simulator: RemoteSimulator,
  calls: number,
  ended: Promise<unknown>,
  print: (line: string) => void,
): Promise<SimulatorRecord> {
  const begun = Date.now();
  let until = Number.POSITIVE_INFINITY;
  const end = () => (until = Date.now() + LAST_WORDS);
  ended.then(end, end);
  for (let printed = ''; ; await pause(LOOK_EVERY)) {
    const over = Number.isFinite(until);
    const record = await simulator.record();
    const progress = progressOf(record, calls);
    if (progress !== printed) print(`${((Date.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${progress}`);
    printed = progress;
    if ((over && isAtRest(record)) || Date.now() > until) return record;
  }
}

function progressOf({ notifications, legs }: SimulatorRecord, calls: number): string {
  const count = (kind: string) => new Set(notifications.flatMap((sent) => (sent.kind === kind ? sent.callId : []))).size;
  const alive = legs.filter((leg) => leg.alive).length;
  return `of ${calls} calls: ${count('p2p established')} established, ${count('operation')} moved, ${count('multiparty deleted')} done; ${alive} legs alive`;
}
