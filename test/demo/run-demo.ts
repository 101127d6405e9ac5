import { NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { CLARK, HEIDI } from '../support/seed-people.ts';
import { callAll } from './call-all.ts';
import { callOnce, type Ran } from './call-once.ts';
import { runInvite } from './examples/invite.ts';
import { runStay, STAY } from './examples/stay.ts';
import { EXPECTED_ENDINGS } from './expected-endings.ts';
import { lookAround } from './look-around.ts';
import { meetingsOfTheirOwn } from './meetings-of-their-own.ts';
import type { Calls, Played, RunOptions } from './options.ts';
import { type DemoOutput, type Everything, startEverything } from './start-everything.ts';

/** Plays an example. With `keep` it ends with what there is to look at; nothing is stopped here. */
export async function runDemo({ keep, played }: RunOptions, output: DemoOutput): Promise<{ asExpected: boolean }> {
  const { print } = output;
  const { everything, ran } = await play(played, output);
  if (keep) for (const line of lookAround(everything, ran)) print(line);
  return ran;
}

async function play(played: Played, output: DemoOutput): Promise<{ everything: Everything; ran: Ran }> {
  const { print } = output;
  switch (played.example) {
    case 'escalate':
      return await escalate(played.calls, output);
    case 'stay': {
      const everything = await startEverything(output, STAY);
      return { everything, ran: await runStay(everything, print) };
    }
    case 'invite-one':
    case 'invite-several': {
      const everything = await startEverything(output);
      const people = played.example === 'invite-one' ? [HEIDI] : [HEIDI, CLARK];
      return { everything, ran: await runInvite(everything, people, print) };
    }
  }
}

/** Users call, and are escalated. */
async function escalate({ number, fault }: Calls, output: DemoOutput): Promise<{ everything: Everything; ran: Ran }> {
  const { print } = output;
  const callers = meetingsOfTheirOwn(number > 1 ? number : 0);
  const everything = await startEverything(output, { routes: callers.routes });
  if (fault) {
    await everything.simulator.script(NAMED_FAULTS[fault].faults);
    const { ending, see } = EXPECTED_ENDINGS[fault];
    print(`Fault    ${fault}: ${NAMED_FAULTS[fault].what}`);
    print(`Watch    ${see}`);
    print(`Expect   ${ending}\n`);
  }
  const ran = number > 1 ? await callAll(everything, callers.ids, print) : await callOnce(everything, fault, print);
  return { everything, ran };
}
