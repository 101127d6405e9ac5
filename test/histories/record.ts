import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isFaultName, NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { type TestEnvironment, wholeEnvironment } from '../support/test-environment.ts';
import { startTestEnvironment } from '../support/start-test-environment.ts';
import { isHere, RECORDED_HERE, type RecordedHere } from './recorded-here.ts';
import { isWithoutFault, recordScenario, type Scenario } from './record-scenario.ts';

/** Program, `npm run record -- <scenario …>`: writes the history of each into `test/histories/<scenario>.json`, for the replay test. */
const names = process.argv.slice(2);
const scenarios = names.filter(
  (name): name is Scenario | RecordedHere => isWithoutFault(name) || isHere(name) || isFaultName(name),
);
if (names.length === 0 || scenarios.length < names.length) {
  console.error(
    'usage: npm run record -- <scenario …>\nScenarios: seed (nothing goes wrong), traced (nor there, with traces on), those of several steps, and the faults of the simulator:',
  );
  for (const [name, what] of Object.entries(RECORDED_HERE)) console.error(`  ${name.padEnd(30)} ${what}`);
  for (const [name, { what }] of Object.entries(NAMED_FAULTS)) console.error(`  ${name.padEnd(30)} ${what}`);
  process.exit(2);
}

async function recordHere(scenario: RecordedHere, environment: TestEnvironment): Promise<string> {
  const program = fileURLToPath(new URL('./record-here.ts', import.meta.url));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: environment.certificate.ca };
  const args = ['--import', 'tsx', program, scenario, JSON.stringify(environment)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 10_000_000 });
  return stdout;
}

const laid = await startTestEnvironment();
try {
  const environment = wholeEnvironment(laid);
  for (const scenario of scenarios) {
    const file = new URL(`./${scenario}.json`, import.meta.url);
    const history = isHere(scenario) ? await recordHere(scenario, environment) : await recordScenario(environment, scenario);
    await writeFile(file, `${history}\n`);
    console.log(`test/histories/${scenario}.json`);
  }
} finally {
  await laid.clear();
}
process.exit();
