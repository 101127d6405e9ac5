import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../../support/child-process.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { JOIN_LINK, type Patient, startPatient } from './patient.ts';

const MAIN = fileURLToPath(new URL('../../../worker/doctor/main.ts', import.meta.url));
const environment = injectedEnvironment();
let patient: Patient;
beforeAll(async () => {
  patient = await startPatient(environment);
});
afterAll(() => patient.stop());

async function doctor(...args: string[]) {
  const child = startProgram('doctor', MAIN, args, { env: patient.env });
  return { code: await child.ended, said: child.lines.join('\n') };
}

const simulator = ['--simulator', environment.certificate.ca];

it('prints a tick for each line and ends with 0 where all is well', async () => {
  const { code, said } = await doctor('--tenant', patient.tenantId, ...simulator, '--join', JOIN_LINK);
  expect(said).toMatch(/^✓ settings {13}those of the worker are complete$/m);
  expect(said).toMatch(/^✓ join {17}the leg is hung up$/m);
  expect(said).not.toContain('✗');
  expect(code).toBe(0);
});

it('says what to do and ends with 1 where something is wrong', async () => {
  const { code, said } = await doctor('--tenant', patient.tenantId, ...simulator);
  expect(said).toMatch(/^✗ callback POST .*\n {4}→ start the webhook/m);
  expect(code).toBe(1);
});

it('says how it is used', async () => {
  const wrong = [[], ['--tenant', 'x', '--listen', 'y'], ['--tenant', 'x', '--simulator', '/nowhere.pem'], ['--unknown']];
  const [help, ...ended] = await Promise.all([['--help'], ...wrong].map((args) => doctor(...args)));
  expect(help).toMatchObject({ code: 0 });
  expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
});
