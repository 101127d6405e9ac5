import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { REQUEST_LIMITS_MS } from '../../workflows/contract/request-limits.ts';
import { readSettings as readWebhookSettings } from '../../webhook/settings.ts';
import { readSettings as readWorkerSettings } from '../../worker/settings.ts';
import { faultsOf, FOLDER, kubernetesObjects, podTemplate, type PodTemplate, workerDeployment } from './kubernetes-files.ts';

const objects = kubernetesObjects();
const ours = objects.filter(
  ({ document }) => z.object({ apiVersion: z.string() }).parse(document).apiVersion !== 'temporal.io/v1alpha1',
);

function specOf<T>(kind: string, name: string, schema: z.ZodType<T>): T {
  const { document } = objects.find((object) => object.kind === kind && object.name === name) ?? {};
  return z.object({ spec: schema }).parse(document).spec;
}

const pod = (kind: string, name: string): PodTemplate => specOf(kind, name, z.object({ template: podTemplate })).template;
const PODS = [
  ['worker', pod('Deployment', 'worker')],
  ['webhook', pod('Deployment', 'webhook')],
  ['worker of the controller', pod('WorkerDeployment', 'worker')],
] as const;

describe('deploy/kubernetes', () => {
  it.each(ours)("$file, $kind $name: keeps to Kubernetes' schema", ({ kind, document }) => {
    expect(faultsOf(kind, document)).toEqual([]);
  });

  it('has a schema that finds faults', () => {
    expect(faultsOf('Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { nam: 'x' } })).not.toEqual([]);
    expect(faultsOf('Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: '2' } })).not.toEqual([]);
  });

  it('lists every file but the one that is an option', () => {
    const { resources } = z
      .object({ resources: z.array(z.string()) })
      .parse(parse(readFileSync(`${FOLDER}/kustomization.yaml`, 'utf8')));
    const others = ['kustomization.yaml', 'worker-deployment.yaml'];
    expect(resources.toSorted()).toEqual(
      readdirSync(FOLDER)
        .filter((file) => !others.includes(file))
        .toSorted(),
    );
  });

  it('never has fewer than two of a program', () => {
    expect(specOf('Deployment', 'webhook', z.object({ replicas: z.number() })).replicas).toBeGreaterThanOrEqual(2);
    expect(specOf('HorizontalPodAutoscaler', 'worker', z.object({ minReplicas: z.number() })).minReplicas).toBeGreaterThanOrEqual(
      2,
    );
    // One of two rules, not both: a number here would undo what the autoscaler has decided.
    expect(specOf('Deployment', 'worker', z.object({ replicas: z.undefined().optional() })).replicas).toBeUndefined();
    const rule = z.object({ strategy: z.object({ rollingUpdate: z.object({ maxUnavailable: z.literal(0) }) }) });
    for (const name of ['worker', 'webhook']) {
      specOf('Deployment', name, rule);
      specOf('PodDisruptionBudget', name, z.object({ maxUnavailable: z.literal(1) }));
    }
  });

  it.each(PODS)('the %s is given the time that its requests may take', (name, { spec }) => {
    // The SDK's own limit comes 10 s after the longest request; the webhook's 14 s are of webhook/main.ts.
    const longest = name === 'webhook' ? 14_000 : Math.max(...Object.values(REQUEST_LIMITS_MS)) + 10_000;
    expect(spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(longest);
  });

  it.each(PODS)('the %s is asked at a port that it has, whether it lives and is ready', (_, { spec: { containers } }) => {
    const [{ ports, startupProbe, livenessProbe, readinessProbe }] = containers;
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/livez',
      '/livez',
      '/readyz',
    ]);
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe])
      expect(ports.map(({ name }) => name)).toContain(httpGet.port);
  });

  it('the controller runs the pod of worker.yaml', () => {
    const { spec } = pod('WorkerDeployment', 'worker');
    expect(spec).toEqual(pod('Deployment', 'worker').spec);
    workerDeployment.parse(objects.find(({ kind }) => kind === 'WorkerDeployment')?.document);
  });

  it('gives worker and webhook settings that they take', () => {
    const data = z.object({ data: z.record(z.string(), z.string()) });
    const shared = data.parse(
      objects.find(({ kind, name }) => kind === 'ConfigMap' && name === 'call-escalation')?.document,
    ).data;
    const secret = { CALLBACK_SIGNING_KEY: 'k'.repeat(32) };
    const envOf = (name: string) =>
      Object.fromEntries(pod('Deployment', name).spec.containers[0].env.map((variable) => [variable.name, variable.value]));
    // As AKS sets it; the file is there.
    const federated = { AZURE_FEDERATED_TOKEN_FILE: 'package.json' };
    expect(readWorkerSettings({ ...shared, ...secret, ...envOf('worker'), ...federated }).activities.credential.kind).toBe(
      'federatedToken',
    );
    expect(() => readWebhookSettings({ ...shared, ...secret, ...envOf('webhook'), ESCALATION_ROUTES: '' })).not.toThrow();
  });

  it('lets nothing in but notifications and Prometheus', () => {
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ name }) => name);
    expect(policies.toSorted()).toEqual(['default-deny', 'metrics', 'notifications', 'outwards']);
    const ingress = z.object({
      ingress: z.array(z.object({ from: z.array(z.unknown()).optional(), ports: z.array(z.object({ port: z.number() })) })),
    });
    expect(specOf('NetworkPolicy', 'notifications', ingress).ingress.flatMap(({ ports }) => ports)).toEqual([{ port: 3978 }]);
    expect(specOf('NetworkPolicy', 'metrics', ingress).ingress.every(({ from = [] }) => from.length > 0)).toBe(true);
  });
});
