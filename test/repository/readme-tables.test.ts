import ms, { type StringValue } from 'ms';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../webhook/metrics.ts';
import { readEscalationRoutes } from '../../webhook/escalation-routes.ts';
import { readSettings as readWebhookSettings } from '../../webhook/settings.ts';
import { readCodecServerSettings } from '../../worker/codec-server/settings.ts';
import { readSettings as readWorkerSettings } from '../../worker/settings.ts';
import {
  HANG_UP_LATE_LEG,
  ESCALATE_CALL,
  CALL_NOTIFICATIONS,
  DEFAULT_TASK_QUEUE,
  ESCALATION,
} from '../../workflows/contract/names.ts';
import { parseEscalateCallInput } from '../../workflows/contract/input-schema.ts';
import { DEFAULT_POLICY } from '../../workflows/contract/policy.ts';
import { METRICS } from '../../workflows/contract/metrics.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { codeIn, readMarkdown, tableBelow } from './read-markdown.ts';

const CLIENT = 'workflows/client/README.md';
const CALL = 'workflows/call/README.md';

/** Of worker and webhook alike. */
const TRACES = 'workflows/traces/traces-schema.ts';

const COMPLETE = {
  AZURE_CLIENT_ID: 'app',
  AZURE_CLIENT_SECRET: 'secret',
  CALLBACK_BASE_URL: 'https://bot.example.com',
  CALLBACK_SIGNING_KEY: 'a-key-of-at-least-thirty-two-bytes',
};

describe.each([
  {
    program: 'worker',
    read: readWorkerSettings,
    sources: ['worker/settings.ts', 'worker/credential-schema.ts', 'worker/version-schema.ts', TRACES],
  },
  { program: 'webhook', read: readWebhookSettings, sources: ['webhook/settings.ts', TRACES] },
])('the settings of the $program', ({ program, read, sources }) => {
  const rows = tableBelow(`${program}/README.md`, 'Settings').map(([name = '', standard = '']) => ({
    name: codeIn(name)[0] ?? '',
    standard,
  }));

  it('are those that the schema has', () => {
    const known = sources.flatMap((source) =>
      [...readFileSync(source, 'utf8').matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name),
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...new Set(known)].toSorted());
  });

  it.each(rows)('$name: $standard', ({ name, standard }) => {
    const { [name]: _, ...without } = { ...COMPLETE } as Record<string, string>;
    const [value] = codeIn(standard);
    if (value !== undefined) expect(read({ ...without, [name]: value })).toEqual(read(without));
    else if (standard === 'required') expect(() => read(without)).toThrow(name);
    else if (standard === 'optional' || standard === 'both or none') expect(() => read(without)).not.toThrow();
    else {
      expect(standard).toBe('one of five');
      const { AZURE_CLIENT_SECRET: _secret, ...none } = without;
      expect(() => read(none)).toThrow(name);
    }
  });
});

it('the settings of the codec server, with their defaults', () => {
  const rows = tableBelow('worker/README.md', 'Settings of the codec server').map(([name = '', standard = '']) => ({
    name: codeIn(name)[0] ?? '',
    standard: codeIn(standard)[0],
  }));
  const source = readFileSync('worker/codec-server/settings.ts', 'utf8');
  const known = [...source.matchAll(/^ {4}([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name);
  expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
  const env = { PAYLOAD_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`, CODEC_SERVER_KEY: 'k'.repeat(32) };
  for (const { name, standard } of rows)
    if (standard !== undefined)
      expect(readCodecServerSettings({ ...env, [name]: standard })).toEqual(readCodecServerSettings(env));
});

it('the policy: every field with its default', () => {
  const rows = tableBelow(CLIENT, 'Policy').flatMap(([names = '', standards = '']) => {
    const values = standards.split(', ');
    return codeIn(names).map((name, index) => [name, values[index]?.replaceAll('`', '') ?? ''] as const);
  });
  const inMs = ([name, text]: readonly [string, string]) => [
    name,
    / /.test(text) ? ms(text as StringValue) : /^\d+$/.test(text) ? Number(text) : text,
  ];
  expect(Object.fromEntries(rows.map(inMs))).toEqual(DEFAULT_POLICY);
});

it('the reasons, for callers and in the model', () => {
  const reasons = membersOf('NotEscalatedReason');
  expect(reasons.length).toBeGreaterThan(5);
  for (const [path, heading] of [
    [CALL, 'Reasons'],
    [CLIENT, 'Why not escalated'],
  ] as const)
    expect(
      tableBelow(path, heading).flatMap(([names = '']) => codeIn(names)),
      path,
    ).toEqual(reasons);
});

it('the failures, in the model, for callers and for operators', () => {
  const types = membersOf('EscalationFailureType');
  expect(tableBelow(CALL, 'Failures').flatMap(([name = '']) => codeIn(name))).toEqual(types);
  expect(tableBelow(CLIENT, 'Failures').flatMap(([names = '']) => codeIn(names))).toEqual([...types, 'Cancelled', 'Terminated']);
  const symptoms = tableBelow('worker/README.md', 'Symptoms').map(([symptom = '']) => symptom);
  expect(types.filter((type) => !symptoms.includes(`failed \`${type}\``))).toEqual([]);
});

it("the webhook's metrics", async () => {
  const metrics = await createMetrics().registry.getMetricsAsJSON();
  const named = tableBelow('webhook/README.md', 'Metrics').map(([name = '']) => `call_escalation_webhook_${codeIn(name)[0]}`);
  expect(named.toSorted()).toEqual(metrics.map(({ name }) => name).toSorted());
});

it("the worker's metrics, with their labels", () => {
  const rows = tableBelow('worker/README.md', 'Metrics').map(([name = '', labels = '', what = '']) => ({
    name: codeIn(name)[0],
    labels: codeIn(labels),
    kind: what.includes('(a histogram)') ? 'histogram' : name.includes('_total') ? 'counter' : 'gauge',
  }));
  expect(rows).toEqual(Object.values(METRICS).map(({ name, labels, kind }) => ({ name, labels: [...labels], kind })));
});

it('names that other services hold', () => {
  const { text } = readMarkdown('workflows/README.md');
  const names = [
    DEFAULT_TASK_QUEUE,
    ESCALATE_CALL,
    HANG_UP_LATE_LEG,
    CALL_NOTIFICATIONS,
    ESCALATION,
    ...SEARCH_ATTRIBUTES.map(({ name }) => name),
  ];
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

it('the samples are taken by those who read them', () => {
  expect(readEscalationRoutes('deploy/routes.example.json')).toHaveLength(1);
  expect(parseEscalateCallInput(JSON.parse(readFileSync('test/workflows/client/samples/input.json', 'utf8')))).toMatchObject({
    ok: true,
  });
});

/** Of a union of texts in the contract. */
function membersOf(type: string): string[] {
  const [, union = ''] =
    new RegExp(`export type ${type} =([^;]*);`).exec(readFileSync('workflows/contract/result.ts', 'utf8')) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, member = '']) => member);
}
