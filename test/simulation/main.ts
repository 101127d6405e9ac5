import { parseArgs } from 'node:util';
import { violations } from './invariants.ts';
import { createRandom } from './random.ts';
import { drawScenario } from './scenario.ts';
import { simulateCall } from './simulate-call.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
});
const first = Number(values.only ?? values.seed);
const count = values.only === undefined ? Number(values.runs) : 1;
const begun = performance.now();
const outcomes = new Map<string, number>();
let failed = 0;
process.on('unhandledRejection', (error) => {
  console.error('unhandled', error);
  process.exitCode = 1;
});

for (let seed = first; seed < first + count; seed++) {
  const call = await simulateCall(drawScenario(seed, createRandom(seed)));
  const outcome = call.run?.outcome;
  const name = !outcome
    ? 'none'
    : 'failure' in outcome
      ? `failure ${'type' in outcome.failure ? String(outcome.failure.type) : outcome.failure.name}`
      : String(Reflect.get(Object(outcome.result), 'reason') ?? Reflect.get(Object(outcome.result), 'outcome'));
  outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  const found = violations(call);
  if (found.length === 0 && values.only === undefined) continue;
  failed += found.length > 0 ? 1 : 0;
  if (failed > 10 && values.only === undefined) continue;
  console.log(`seed ${seed}: ${found.join('; ')}\n  ${JSON.stringify(call.scenario)}`);
  if (values.only !== undefined) console.log(call.story.join('\n'), JSON.stringify(outcome, undefined, 1));
}
const seconds = (performance.now() - begun) / 1000;
console.log(Object.fromEntries([...outcomes].sort((a, b) => b[1] - a[1])));
console.log(`${count} runs, ${failed} with violations, ${Math.round((count / seconds) * 60)} a minute`);
