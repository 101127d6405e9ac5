import { parseArgs } from 'node:util';
import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import { orUsage } from '../../graph-simulator/or-usage.ts';
import { wholeNumber } from '../../repository/whole-number.ts';
import { createRandom } from '../random.ts';
import { drawStay } from './draw-stay.ts';
import { endedStay } from './ended-stay.ts';
import { type SimulatedStay, simulateStay } from './simulate-stay.ts';

/** Program: simulates the stays of N seeds from S on, and checks the invariants after each; `--only S` tells the story of one. */
const asked = orUsage('Usage: simulate stays [--runs N] [--seed S] | --only S', () => {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
  });
  return {
    first: wholeNumber('seed', values.only ?? values.seed),
    runs: values.only === undefined ? wholeNumber('runs', values.runs) : 1,
    tells: values.only !== undefined,
  };
});
const print = (line: string) => process.stdout.write(`${line}\n`);
process.stdout.on('error', () => process.exit());

const endings = new Map<string, number>();
let broken = 0;
for (let seed = asked.first; seed < asked.first + asked.runs; seed++) {
  const script = drawStay(seed, createRandom(seed));
  const stay = await simulateStay(script).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  const found = stay instanceof Error ? [stay.stack ?? stay.message] : violationsOf(stay);
  const ending = stay instanceof Error ? 'error' : endingOf(stay);
  endings.set(ending, (endings.get(ending) ?? 0) + 1);
  if (found.length > 0) {
    broken += 1;
    print(`Seed ${seed}: ${ending}; ${found.join('; ').slice(0, 2_000)}`);
  }
  if (!asked.tells || stay instanceof Error) continue;
  print(JSON.stringify(script));
  for (const line of stay.story) print(line);
  print(JSON.stringify(endedStay(stay), undefined, 1));
}
for (const [ending, count] of [...endings].toSorted(([, a], [, b]) => b - a)) print(`${ending.padEnd(30)} ${count}`);
print(`${asked.runs} stays from seed ${asked.first}, ${broken} with violations`);
process.exit(broken > 0 ? 1 : 0);

function violationsOf(stay: SimulatedStay): string[] {
  const ended = endedStay(stay);
  return ended ? stayViolations(ended) : [];
}

function endingOf(stay: SimulatedStay): string {
  const ending = endedStay(stay)?.ending ?? { is: 'not handed over' as const };
  if (ending.is === 'completed') return `${ending.result.outcome}: ${ending.result.reason}`;
  return ending.is === 'failed' ? `failed: ${ending.type}` : ending.is;
}
