import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import closeWithGrace from 'close-with-grace';
import type { FaultInput } from './faults/fault.ts';
import { ALL_FAULTS, faultsOf } from './faults/all-faults.ts';
import { FORM_OPTIONS, FORM_USAGE, readForms } from './form-options.ts';
import { FAST_TIMINGS } from './model/settings.ts';
import { orUsage } from './or-usage.ts';
import { startGraphSimulator } from './start-graph-simulator.ts';

const SIMULATED_SECRET = 'simulated-secret';
const USAGE = `Usage: npm run simulator -- [--port N] [--bot-address URL] [--fault NAME …] [--fast], or --faults for their names
How it writes, by default as in the field: ${FORM_USAGE.join(' ')}`;
const { values, forms } = orUsage(USAGE, () => {
  const parsed = parseArgs({
    options: {
      port: { type: 'string', default: '8443' },
      host: { type: 'string' },
      'public-url': { type: 'string' },
      'bot-address': { type: 'string' },
      /** Paths of PEM files; without them it makes a certificate of its own. */
      ca: { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
      /** Path of a PEM file: the certificate registered for the app, beside its secret. */
      'client-certificate': { type: 'string' },
      /** Where to write the CA's certificate. */
      'ca-to': { type: 'string' },
      fast: { type: 'boolean', default: false },
      fault: { type: 'string', multiple: true, default: [] },
      faults: { type: 'boolean', default: false },
      ...FORM_OPTIONS,
    },
  });
  return { values: parsed.values, forms: readForms(parsed.values) };
});

if (values.faults) {
  for (const [name, { what }] of Object.entries(ALL_FAULTS)) console.log(`${name.padEnd(32)} ${what}`);
} else {
  await run();
}

async function run(): Promise<void> {
  const applicationId = process.env.AZURE_CLIENT_ID || randomUUID();
  const simulator = await startGraphSimulator({
    applicationId,
    clientSecret: process.env.AZURE_CLIENT_SECRET || SIMULATED_SECRET,
    port: Number(values.port),
    ...(values.host !== undefined && { host: values.host }),
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
    ...(values['bot-address'] !== undefined && { botAddress: values['bot-address'] }),
    ...(values['ca-to'] !== undefined && { caCertificatePath: values['ca-to'] }),
    ...(values.fast && { timings: FAST_TIMINGS }),
    ...forms,
    ...certificate(),
    ...clientCertificate(),
    faults: values.fault.flatMap(orEnd),
  });
  closeWithGrace({ delay: 2_000, logger: false }, () => simulator.stop());
  console.log(`Graph simulator listens on ${simulator.baseUrl}`);
  console.log(`AZURE_CLIENT_ID=${applicationId}`);
  // One that was given to it is a secret of somebody's.
  if (!process.env.AZURE_CLIENT_SECRET) console.log(`AZURE_CLIENT_SECRET=${SIMULATED_SECRET}`);
  console.log(`AZURE_AUTHORITY_HOST=${simulator.authorityHost}`);
  console.log(`GRAPH_BASE_URL=${simulator.graphBaseUrl}`);
  console.log(`NOTIFICATION_OPENID_CONFIGURATION=${simulator.openIdConfigurationUrl}`);
  console.log(`NODE_EXTRA_CA_CERTS=${simulator.caCertificatePath}`);
}

function certificate() {
  const { ca, cert, key } = values;
  if (ca === undefined || cert === undefined || key === undefined) return {};
  const [caPem, certPem, keyPem] = [ca, cert, key].map((path) => readFileSync(path, 'utf8'));
  return { certificate: { ca: caPem ?? '', cert: certPem ?? '', key: keyPem ?? '' } };
}

function clientCertificate() {
  const path = values['client-certificate'];
  return path === undefined ? {} : { clientCertificate: readFileSync(path, 'utf8') };
}

function orEnd(name: string): FaultInput[] {
  const faults = faultsOf(name);
  if (faults) return faults;
  console.error(`There is no fault "${name}". All of them: npm run simulator -- --faults`);
  process.exit(2);
}
