import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { ALL_FORMS } from '../graph-simulator/model/forms.ts';
import { startGraphSimulator } from '../graph-simulator/start-graph-simulator.ts';
import { createRandom } from '../simulation/random.ts';
import { CHAOS_TIMINGS } from './policy.ts';

/** Program: the simulator with the times of the chaos run, in forms that the seed picks. */
const text = { type: 'string', default: '' } as const;
const { values } = parseArgs({
  options: { port: text, ca: text, cert: text, key: text, 'bot-address': text, seed: text },
});
const random = createRandom(Number(values.seed));
const [ca, cert, key] = [values.ca, values.cert, values.key].map((path) => readFileSync(path, 'utf8'));

const simulator = await startGraphSimulator({
  applicationId: process.env.AZURE_CLIENT_ID ?? '',
  clientSecret: process.env.AZURE_CLIENT_SECRET ?? '',
  port: Number(values.port),
  botAddress: values['bot-address'],
  certificate: { ca: ca ?? '', cert: cert ?? '', key: key ?? '' },
  timings: CHAOS_TIMINGS,
  idForm: random.pick(ALL_FORMS.idForm),
  resourceForm: random.pick(ALL_FORMS.resourceForm),
  rosterForm: random.pick(ALL_FORMS.rosterForm),
  dataForm: random.pick(ALL_FORMS.dataForm),
  // Callers who are kept stay on the line until the end of the run: no quota of Graph's is meant here.
  concurrentCalls: 100_000,
  monthlyCalls: 100_000,
});
closeWithGrace({ delay: 2_000, logger: false }, () => simulator.stop());
console.log(`Graph simulator listens on ${simulator.baseUrl}`);
