import { writeFile } from 'node:fs/promises';
import { isFaultName, NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { wholeEnvironment } from '../support/test-environment.ts';
import { startTestEnvironment } from '../support/start-test-environment.ts';
import { recordScenario, type Scenario } from './record-scenario.ts';

/** Program, `npm run record -- <scenario …>`: writes the history of each into `test/histories/<scenario>.json`, for the replay test. */
const names = process.argv.slice(2);
const scenarios = names.filter((name): name is Scenario => name === 'seed' || isFaultName(name));
if (names.length === 0 || scenarios.length < names.length) {
  console.error('usage: npm run record -- <scenario …>\nScenarios: seed (nothing goes wrong), and the faults of the simulator:');
  for (const [name, { what }] of Object.entries(NAMED_FAULTS)) console.error(`  ${name.padEnd(30)} ${what}`);
  process.exit(2);
}

const laid = await startTestEnvironment();
try {
  const environment = wholeEnvironment(laid);
  for (const scenario of scenarios) {
    const file = new URL(`./${scenario}.json`, import.meta.url);
    await writeFile(file, `${await recordScenario(environment, scenario)}\n`);
    console.log(`test/histories/${scenario}.json`);
  }
} finally {
  await laid.clear();
}
process.exit();
