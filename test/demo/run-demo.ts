import { NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { EXPECTED_ENDINGS } from './expected-endings.ts';
import { lookAround } from './look-around.ts';
import { callAll } from './call-all.ts';
import { callOnce } from './call-once.ts';
import type { RunOptions } from './options.ts';
import { meetingsOfTheirOwn } from './meetings-of-their-own.ts';
import { type DemoOutput, startEverything } from './start-everything.ts';

/** Users call, and are escalated. With `keep` it ends with what there is to look at; nothing is stopped here. */
export async function runDemo({ calls, fault, keep }: RunOptions, output: DemoOutput): Promise<{ asExpected: boolean }> {
  const { print } = output;
  const callers = meetingsOfTheirOwn(calls > 1 ? calls : 0);
  const everything = await startEverything(output, callers.routes);
  if (fault) {
    await everything.simulator.script(NAMED_FAULTS[fault].faults);
    const { ending, see } = EXPECTED_ENDINGS[fault];
    print(`Fault    ${fault}: ${NAMED_FAULTS[fault].what}`);
    print(`Watch    ${see}`);
    print(`Expect   ${ending}\n`);
  }
  const ran = calls > 1 ? await callAll(everything, callers.ids, print) : await callOnce(everything, fault, print);
  if (keep) for (const line of lookAround(everything, ran)) print(line);
  return ran;
}
