import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSettings as readWebhookSettings } from '../../webhook/settings.ts';
import { readSettings as readWorkerSettings } from '../../worker/settings.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { REQUEST_LIMITS_MS } from '../../workflows/contract/request-limits.ts';
import { WHEEL_VERSION } from '../temporal-server/wheels.ts';
import { composeDocument, composeServices } from './compose-file.ts';
import { readDockerfile } from './read-dockerfile.ts';

const services = composeServices();
const { temporal, worker, webhook, simulator } = services;

describe('docker-compose.yml', () => {
  it("keeps to Compose's schema, which does find faults", () => {
    const faultsOf = compileComposeSchema();
    expect(faultsOf(composeDocument())).toEqual([]);
    expect(faultsOf({ services: { worker: { stop_grace: '25s' } } })).not.toEqual([]);
  });

  it('builds targets that the Dockerfile has', () => {
    const stages = readDockerfile(readFileSync('Dockerfile', 'utf8')).map(({ name }) => name);
    for (const service of [worker, webhook, simulator]) expect(stages).toContain(service?.build?.target);
  });

  it("runs the tests' own Temporal, with our search attributes", () => {
    expect(temporal?.image).toBe(`temporalio/temporal:${WHEEL_VERSION}`);
    const named = temporal?.command.filter((flag) => flag.startsWith('--search-attribute='));
    expect(named?.toSorted()).toEqual(SEARCH_ATTRIBUTES.map(({ name }) => `--search-attribute=${name}=Keyword`).toSorted());
  });

  it('lets requests under way end', () => {
    const shutdown = Math.max(...Object.values(REQUEST_LIMITS_MS)) + 10_000;
    expect(Number.parseInt(worker?.stop_grace_period ?? '0', 10) * 1000).toBeGreaterThan(shutdown);
    expect(Number.parseInt(webhook?.stop_grace_period ?? '0', 10) * 1000).toBeGreaterThan(12_000);
  });

  it('gives worker and webhook settings that they take, all of them the simulator', () => {
    const settings = readWorkerSettings(environmentOf('worker'));
    expect(settings.activities).toMatchObject({
      graphBaseUrl: 'https://simulator:8443/v1.0',
      callbackBaseUrl: 'http://webhook:3978',
    });
    const { routes, applicationId } = readWebhookSettings(environmentOf('webhook'));
    expect(routes).toMatchObject([{ when: { targetId: applicationId } }]);
    expect(simulator?.environment.AZURE_CLIENT_ID).toBe(applicationId);
  });

  it("shares the simulator's certificate through a volume", () => {
    expect(simulator?.volumes).toContain('simulator-certificate:/app/certificates');
    expect(simulator?.command).toContain('--ca-to=certificates/ca.pem');
    for (const service of [worker, webhook]) {
      expect(service?.volumes).toContain('simulator-certificate:/app/certificates:ro');
      expect(service?.environment.NODE_EXTRA_CA_CERTS).toBe('/app/certificates/ca.pem');
      expect(service?.depends_on.simulator).toEqual({ condition: 'service_healthy', restart: true });
    }
  });

  it('has a Temporal server on PostgreSQL as a profile, which makes our search attributes, too', () => {
    const profile = composeServices({ DEV_SERVERS: '0', TEMPORAL_SERVER: 'temporal-postgres:7233' });
    expect(profile.temporal?.scale).toBe(0);
    expect(profile.worker?.environment.TEMPORAL_ADDRESS).toBe('temporal-postgres:7233');
    const made = configOf('temporal-namespace');
    for (const { name } of SEARCH_ATTRIBUTES) expect(made).toContain(`--name ${name} --type Keyword`);
    for (const name of ['postgresql', 'temporal-schema', 'temporal-postgres', 'temporal-namespace', 'temporal-ui'])
      expect(profile[name]?.profiles).toEqual(['postgres']);
    expect(['worker', 'webhook', 'temporal', 'simulator'].flatMap((name) => profile[name]?.profiles)).toEqual([]);
  });

  it('shows Prometheus and Grafana the files of deploy/', () => {
    expect(services.prometheus?.volumes).toContain('./deploy/prometheus:/etc/prometheus:ro');
    expect(services.grafana?.volumes).toContain('./deploy/grafana:/dashboards:ro');
    expect(configOf('grafana-dashboards')).toContain('path: /dashboards');
    for (const name of ['prometheus', 'grafana']) expect(services[name]?.profiles).toEqual(['observability']);
  });

  it('publishes ports to this machine only', () => {
    for (const port of Object.values(services).flatMap(({ ports }) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('a real tenant, by .env.example filled in', () => {
  const filled = {
    ...parseEnv(readFileSync('.env.example', 'utf8')),
    AZURE_CLIENT_ID: 'the-tenants-bot',
    CALLBACK_SIGNING_KEY: 'k'.repeat(32),
  };

  it('leaves nothing of the simulator', () => {
    const tenant = composeServices({ ...filled, AZURE_CLIENT_SECRET: 'secret' });
    expect(tenant.simulator?.scale).toBe(0);
    for (const name of ['worker', 'webhook']) {
      const values = Object.values(tenant[name]?.environment ?? {}).join(' ');
      expect(values).not.toMatch(/simulat|8e8f2f5c/);
      expect(tenant[name]?.environment.NODE_EXTRA_CA_CERTS).toBe('');
    }
    expect(
      readWorkerSettings(environmentOf('worker', { ...filled, AZURE_CLIENT_SECRET: 'secret' })).activities.graphBaseUrl,
    ).toBe('https://graph.microsoft.com/v1.0');
  });

  it('takes a certificate instead of the secret', () => {
    const { environment, volumes } = composeServices({ ...filled, AZURE_CLIENT_CERTIFICATE_PATH: './bot.pem' }).worker ?? {};
    expect(environment).toMatchObject({ AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: '/app/bot.pem' });
    expect(volumes).toContain('./bot.pem:/app/bot.pem:ro');
  });

  it('is refused by name while something is not filled in', () => {
    const asItIs = parseEnv(readFileSync('.env.example', 'utf8'));
    expect(() => readWorkerSettings(environmentOf('worker', asItIs))).toThrow(/AZURE_CLIENT_ID[^]*CALLBACK_SIGNING_KEY/);
  });
});

/** What Compose writes into a container, of `configs`. */
function configOf(name: string): string {
  const { configs } = z.object({ configs: z.record(z.string(), z.object({ content: z.string() })) }).parse(composeDocument());
  return configs[name]?.content ?? '';
}

function compileComposeSchema(): (document: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } });
  addFormats.default(ajv);
  ajv.addFormat('duration', /^([\d.]+(h|m|s|ms|us|ns))+$/);
  const schema: unknown = JSON.parse(readFileSync(new URL('./compose-spec.json', import.meta.url), 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error('compose-spec.json is no schema');
  const validate = ajv.compile(schema);
  return (document) => {
    validate(document);
    return validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) ?? [];
  };
}

/** As the container sees it, with the mounted files where they are here. */
function environmentOf(service: 'worker' | 'webhook', variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { environment = {}, volumes = [] } = composeServices(variables)[service] ?? {};
  const mounts = volumes.map((volume) => volume.split(':')).filter(([source = '']) => existsSync(source));
  const here = (value: string) => mounts.find(([, target]) => target === value)?.[0] ?? value;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, here(value)]));
}
