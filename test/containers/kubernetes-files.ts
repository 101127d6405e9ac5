import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

export const FOLDER = 'deploy/kubernetes';

export interface KubernetesObject {
  file: string;
  kind: string;
  name: string;
  document: unknown;
}

const named = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }).default({ name: '' }) });

/** All objects of the folder, but kustomize's own. */
export function kubernetesObjects(): KubernetesObject[] {
  return readdirSync(FOLDER).flatMap((file) =>
    parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).flatMap((parsed): KubernetesObject[] => {
      const document: unknown = parsed.toJS();
      const { kind, metadata } = named.parse(document);
      return kind === 'Kustomization' ? [] : [{ file, kind, name: metadata.name, document }];
    }),
  );
}

const vendored = z.object({ kinds: z.record(z.string(), z.string()), $defs: z.record(z.string(), z.unknown()) });
const { kinds, $defs } = vendored.parse(JSON.parse(readFileSync(new URL('./kubernetes-schema.json', import.meta.url), 'utf8')));
/** One for all documents: what their kinds have in common is compiled once, and quickly. */
const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } });
addFormats.default(ajv);
// Numbers that are text in JSON, checked by Kubernetes itself.
for (const format of ['int32', 'int64', 'int-or-string', 'byte']) ajv.addFormat(format, true);
ajv.addSchema({ $defs }, 'kubernetes');

/** What Kubernetes' own schema has against a document of that kind; unknown fields are faults. */
export function faultsOf(kind: string, document: unknown): string[] {
  const definition = kinds[kind];
  const validate = definition === undefined ? undefined : ajv.getSchema(`kubernetes#/$defs/${definition}`);
  if (!validate) throw new Error(`kubernetes-schema.json lacks the kind ${kind}`);
  validate(document);
  return (
    validate.errors?.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`) ?? []
  );
}

const quantity = z.object({ memory: z.string() });
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });

/** A pod, as far as the tests ask. */
export const podTemplate = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()) }),
  spec: z.object({
    terminationGracePeriodSeconds: z.number(),
    automountServiceAccountToken: z.literal(false),
    securityContext: z.object({
      runAsNonRoot: z.literal(true),
      runAsUser: z.literal(1000),
      runAsGroup: z.literal(1000),
      seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
    }),
    containers: z.tuple([
      z.object({
        env: z.array(z.object({ name: z.string(), value: z.string() })),
        ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
        startupProbe: probe,
        livenessProbe: probe,
        readinessProbe: probe,
        securityContext: z.object({
          allowPrivilegeEscalation: z.literal(false),
          readOnlyRootFilesystem: z.literal(true),
          capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
        }),
        resources: z.object({ requests: quantity, limits: quantity }),
      }),
    ]),
  }),
});
export type PodTemplate = z.infer<typeof podTemplate>;

/** Temporal's worker controller has no schema in a registry: what its own definition says of the fields that we use. */
export const workerDeployment = z.strictObject({
  apiVersion: z.literal('temporal.io/v1alpha1'),
  kind: z.literal('WorkerDeployment'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    workerOptions: z.strictObject({ connectionRef: z.strictObject({ name: z.string() }), temporalNamespace: z.string() }),
    replicas: z.number(),
    rollout: z.strictObject({
      strategy: z.literal('Progressive'),
      steps: z.array(z.strictObject({ rampPercentage: z.number().int().min(1).max(99), pauseDuration: z.string() })).min(1),
    }),
    sunset: z.strictObject({ scaledownDelay: z.string(), deleteDelay: z.string() }),
    template: z.unknown(),
  }),
});
