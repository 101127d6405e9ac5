import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { createFederatedIssuer } from '../../graph-simulator/http/federated-issuer.ts';
import { makeAppCertificate } from '../../support/client-certificate.ts';
import { startCollectorStub } from '../../support/collector-stub.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { GRPC, startRefusingTemporal } from '../../support/refusing-temporal.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { about, type Patient, startPatient } from './patient.ts';

const environment = injectedEnvironment();
let patient: Patient;
beforeAll(async () => {
  patient = await startPatient(environment);
});
afterAll(() => patient.stop());
afterEach(() => patient.simulator.clearScript());

/** As if the webhook ran. */
const listen = () => Number(new URL(patient.places.webhook).port);
const having = (env: NodeJS.ProcessEnv) => ({ env: { ...patient.env, ...env } });

it('finds nothing wrong where nothing is', async () => {
  const examined = await patient.examine({ listen: listen() });
  expect(examined.lines.filter((line) => / (bad|skipped): /.test(line))).toEqual([]);
  expect(examined.isWell).toBe(true);
  const names = examined.lines.map((line) => line.split(':')[0]);
  expect([...new Set(names)]).toEqual([
    'settings',
    'listening',
    'credential',
    'Temporal',
    'search attributes',
    'payload keys',
    'token',
    'clock',
    'Graph',
    'callback DNS',
    'callback certificate',
    'callback POST',
    'notification keys',
  ]);
  const all = examined.lines.join('\n');
  for (const secret of [patient.bot.clientSecret, patient.bot.callbackSigningKey, 'eyJ']) expect(all).not.toContain(secret);
});

it('names the faulty settings of both programs, and probes at nothing else', async () => {
  const examined = await patient.examine(
    having({ AZURE_CLIENT_ID: '', PORT: 'high', CALLBACK_BASE_URL: 'http://bot.example.com' }),
  );
  expect(examined.isWell).toBe(false);
  expect(examined.lines).toHaveLength(3);
  expect(examined.lines[0]).toMatch(
    /^settings: bad: those of the worker[^]*AZURE_CLIENT_ID: is missing[^]*CALLBACK_BASE_URL: must be/,
  );
  expect(examined.lines[1]).toMatch(/^settings: bad: those of the webhook[^]*PORT: must be[^]*AZURE_CLIENT_ID: is missing/);
  expect(examined.lines[2]).toMatch(/^everything else: skipped/);
});

describe('the collector', () => {
  // OpenTelemetry's exporter reads the environment of the process.
  const examineWith = (endpoint: string) => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
    return patient.examine({ listen: listen(), ...having({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }) });
  };
  afterEach(() => vi.unstubAllEnvs());

  it('takes traces', async () => {
    const stub = await startCollectorStub();
    const examined = await examineWith(stub.url);
    await stub.stop();
    expect(about('collector', examined)).toBe(`collector: good: ${stub.url}/v1/traces takes traces`);
    expect(examined.isWell).toBe(true);
  });

  it('is away', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const examined = await examineWith(url.replace('//', '//user:secret@'));
    expect(about('collector', examined)).toContain(`bad: ${url}/v1/traces takes no traces: `);
    expect(about('collector', examined)).toMatch(/→ check OTEL_EXPORTER_OTLP_ENDPOINT/);
    expect(about('collector', examined)).not.toContain('secret');
    expect(examined.isWell).toBe(false);
  });

  it('is something else', async () => {
    const examined = await examineWith(patient.places.simulator);
    expect(about('collector', examined)).toMatch(/bad: .*\/v1\/traces takes no traces: /);
  });
});

describe('Temporal', () => {
  it('is away', async () => {
    const examined = await patient.examine(having({ TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` }));
    expect(about('Temporal', examined)).toMatch(/bad: 127\.0\.0\.1:\d+ does not answer: .* → check TEMPORAL_ADDRESS/);
    expect(about('search attributes', examined)).toContain('skipped: ');
    expect(examined.isWell).toBe(false);
  });

  it('has no such namespace', async () => {
    const examined = await patient.examine(having({ TEMPORAL_NAMESPACE: 'nowhere' }));
    expect(about('Temporal', examined)).toMatch(/bad: .* has no namespace nowhere → .*namespace create --namespace nowhere/);
    expect(about('search attributes', examined)).toContain('skipped: ');
  });

  it('lacks the search attributes', async () => {
    const namespace = `doctor-${randomUUID()}`;
    const connection = await Connection.connect({ address: environment.temporal.address });
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
    const knows = () =>
      connection.operatorService.listSearchAttributes({ namespace }).then(
        () => true,
        () => false,
      );
    await expect.poll(knows, { timeout: 60_000 }).toBe(true);
    await connection.close();
    const examined = await patient.examine(having({ TEMPORAL_NAMESPACE: namespace }));
    expect(about('Temporal', examined)).toContain('good: ');
    expect(about('search attributes', examined)).toMatch(
      /bad: EscalationStatus, .* missing in namespace doctor-[^]*search-attribute create --namespace doctor-/,
    );
  });
});

describe('token', () => {
  it('is refused, with what to do', async () => {
    const examined = await patient.examine(having({ AZURE_CLIENT_SECRET: 'wrong' }));
    expect(about('token', examined)).toMatch(
      /bad: Entra refuses a token for tenant .*AADSTS7000215: .* → check AZURE_CLIENT_ID and the cred/,
    );
    expect(about('token', examined)).toContain('skipped: the roles');
    expect(about('Graph', examined)).toContain('skipped: there is no token');
    expect(about('token', examined)).not.toContain('wrong');
    expect(examined.isWell).toBe(false);
  });

  it('is taken with a certificate, whose end is reported', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    const file = join(folder, 'app.pem');
    const { both, cert } = await makeAppCertificate();
    await writeFile(file, both);
    const certified = await startPatient(environment, { clientCertificate: cert });
    const env = { AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: file };
    const well = await certified.examine({ env: { ...certified.env, ...env } });
    const late = await certified.examine({ env: { ...certified.env, ...env }, now: () => Date.now() + 364 * 24 * 60 * 60_000 });
    const stranger = await patient.examine(having(env));
    await certified.stop();
    await rm(folder, { recursive: true });
    expect(about('credential', well)).toMatch(/good: a certificate, valid until 20/);
    expect(about('token', well)).toContain('good: for tenant');
    expect(about('credential', late)).toMatch(/bad: .* → make a new one/);
    expect(about('token', stranger)).toMatch(/bad: .*AADSTS700027.* → Entra does not know this certificate/);
  });

  it('is taken with the file of a secret, and with a federated token that Entra trusts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    const issuer = createFederatedIssuer();
    const file = join(folder, 'token');
    await writeFile(file, await issuer.issue());
    const federated = await startPatient(environment, { federatedCredential: issuer.credential });
    const having = { ...federated.env, AZURE_CLIENT_SECRET: '', AZURE_FEDERATED_TOKEN_FILE: file };
    const well = await federated.examine({ env: having });
    await writeFile(file, await issuer.issue({ sub: 'system:serviceaccount:other:worker' }));
    const strange = await federated.examine({ env: having });
    await federated.stop();
    await rm(folder, { recursive: true });
    expect(about('credential', well)).toContain('subject system:serviceaccount:call-escalation:worker');
    expect(about('token', well)).toContain('good: for tenant');
    expect(about('token', strange)).toMatch(/bad: .*AADSTS700213.* → no federated credential of the app matches/);
  });

  it('lacks roles', async () => {
    const poor = await startPatient(environment, { roles: ['Calls.Initiate.All'] });
    const examined = await poor.examine();
    await poor.stop();
    expect(about('token', examined)).toMatch(/bad: Calls\.JoinGroupCall\.All is missing, to join meetings → add it to the app/);
    expect(about('token', examined)).toMatch(/bad: Calls\.InitiateGroupCall\.All is missing/);
    expect(about('token', examined)).toContain('good: Calls.Initiate.All');
  });

  it('cannot be asked for', async () => {
    const examined = await patient.examine(having({ AZURE_AUTHORITY_HOST: `https://localhost:${await freePort()}` }));
    expect(about('token', examined)).toMatch(/bad: no token for tenant .* → check AZURE_AUTHORITY_HOST/);
    expect(about('clock', examined)).toContain('skipped: ');
  });
});

it.each([
  [600_000, /bad: (599|600)\.\d s ahead of Entra's.* → synchronize the clock/],
  [-600_000, /bad: (599|600)\.\d s behind Entra's/],
  [4_000, /bad: [345]\.\d s ahead of Entra's/],
  [4_000, /bad: [34]\.\d s ahead of Temporal's.* → synchronize the clock/],
  [-4_000, /bad: [345]\.\d s behind Temporal's/],
])('a clock that is off by %d ms', async (off, says) => {
  expect(about('clock', await patient.examine({ now: () => Date.now() + off }))).toMatch(says);
});

describe("Temporal's clock", () => {
  const STARTED = ['StartWorkflowExecution', 'DeleteWorkflowExecution'];

  it('is read off a workflow of which nothing is left', async () => {
    const asked: string[] = [];
    const temporal = await startRefusingTemporal((method) => void asked.push(method), environment.temporal.address);
    const examined = await patient.examine(having({ TEMPORAL_ADDRESS: temporal.address }));
    await temporal.stop();
    expect(about('clock', examined)).toMatch(/good: \d\.\d s off Temporal's/);
    expect(asked.filter((method) => /^(Start|Terminate|Delete)Workflow/.test(method))).toEqual(STARTED);
  });

  it('stays open where we may start nothing', async () => {
    const refuse = (method: string) => (method === 'StartWorkflowExecution' ? GRPC.permissionDenied : undefined);
    const temporal = await startRefusingTemporal(refuse, environment.temporal.address);
    const examined = await patient.examine(having({ TEMPORAL_ADDRESS: temporal.address }));
    await temporal.stop();
    expect(about('clock', examined)).toMatch(/skipped: Temporal gave no time: .*refused by the test/);
  });
});

const refused = (status: number, body: unknown): FaultInput[] => [{ request: 'getCall', do: 'reply', status, body }];

it.each<[string, FaultInput[], RegExp]>([
  [
    'no consent',
    refused(403, { error: { code: '7504', message: 'Insufficient.' } }),
    /bad: answers 403\/7504: .*Insufficient.* → .*consent/,
  ],
  ['no calling', refused(403, { errorCode: '7503', message: 'Not enabled.' }), /bad: answers 403\/7503: .* → .*Calling tab/],
  [
    'another tenant',
    refused(403, { error: { code: '7505', message: 'Mismatch.' } }),
    /bad: answers 403\/7505: .* → .*tenant ids/,
  ],
  ['no call API', refused(404, 'Nothing here'), /bad: answers 404 → Check GRAPH_BASE_URL/],
  ['another API', refused(404, { error: { code: 'NotFound', message: 'No.' } }), /note: answers 404: NotFound: No\./],
  ['a success', refused(200, {}), /bad: answers 200 for a call that does not exist/],
  ['a token that is not taken', [{ request: 'getCall', do: 'reply', status: 401, times: 'always' }], /bad: answers 401/],
  ['silence', [{ request: 'getCall', do: 'reset' }], /bad: No answer from Graph: .* → check GRAPH_BASE_URL/],
])('Graph answers with %s', async (_, faults, says) => {
  patient.simulator.script(faults);
  expect(about('Graph', await patient.examine())).toMatch(says);
});

it('the keys of the notifications are out of reach, or none', async () => {
  const good = patient.env.NOTIFICATION_OPENID_CONFIGURATION ?? '';
  const documents = `${good},https://localhost:${await freePort()}/keys,${good}x`;
  const examined = await patient.examine(having({ NOTIFICATION_OPENID_CONFIGURATION: documents }));
  expect(about('notification keys', examined)).toMatch(
    /good: 1 from .*\n.*bad: none from .*ECONNREFUSED.* → check NOTIF.*\n.*bad: .*answered 404/,
  );
});
