import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type Child, startGuarded } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { portIn } from '../worker/port-in.ts';
import { ALERT_RULES } from './alert-rules.ts';
import { findPrometheus } from './find-prometheus.ts';

const found = findPrometheus();
const SOON = { timeout: 60_000, interval: 500 };

const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
});
const resultSchema = z.object({
  status: z.literal('success'),
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

const dashboard = dashboardSchema.parse(JSON.parse(await readFile('deploy/grafana/call-escalation.json', 'utf8')));
const queries = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
const RATE = '1m';

/** What any call fills. */
const FILLED = [
  'Answers, by quantile',
  'Escalations that ended, a minute',
  'Legs open, of 100',
  'Time in each status, 90 %',
  'Moving the caller',
  'Requests a second, by status',
  'Response time, 95 %',
  'Replies a second',
  'Time to the reply',
  'Workers that poll; slots left',
];

let folder: string;
let programs: Programs;
let prometheus: Child;
let url: string;

describe.skipIf('missing' in found)('a Prometheus that scrapes a demo', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    programs = await startPrograms({
      environment: injectedEnvironment(),
      escalate: { meeting: SEED_MEETING, subject: 'Test Call' },
    });
    const [, ofWebhook] =
      /"metricsAddress":"http:\/\/([^"]+)"/.exec(programs.webhook.lines.find((line) => line.includes('metricsAddress')) ?? '') ??
      [];
    const job = (name: string, target: string) => ({ job_name: name, static_configs: [{ targets: [target] }] });
    const config = {
      global: { scrape_interval: '1s' },
      scrape_configs: [
        job('call-escalation-worker', `127.0.0.1:${portIn(programs.worker)}`),
        job('call-escalation-webhook', `${ofWebhook}`),
      ],
    };
    await writeFile(join(folder, 'prometheus.yml'), stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    url = `http://${address}`;
    prometheus = startGuarded('prometheus', 'prometheus' in found ? found.prometheus : '', [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=${address}`,
    ]);
    await vi.waitFor(() => valuesOf('up'), SOON);
    // Before the call: what it counts must be seen to grow.
    await vi.waitFor(async () => expect(await valuesOf('sum(up) == 2')).toHaveLength(1), SOON);
    await programs.simulator.call();
    await vi.waitFor(
      async () => expect(await valuesOf('sum(call_escalation_worker_escalation_outcomes_total) > 0')).toHaveLength(1),
      SOON,
    );
    await vi.waitFor(
      async () => expect(await valuesOf('rate(call_escalation_worker_escalation_outcomes_total[1m])')).toHaveLength(1),
      SOON,
    );
  }, 240_000);
  afterAll(async () => {
    await prometheus?.kill();
    await programs?.stop();
    await rm(folder, { recursive: true });
  });

  it.each(queries)('$title: $expr', async ({ title, expr }) => {
    const values = await valuesOf(expr.replaceAll('$__rate_interval', RATE));
    if (FILLED.includes(title)) expect(values.length, 'series').toBeGreaterThan(0);
  });

  it('no alert but for the one worker that a demo has', async () => {
    for (const { alert, expr } of ALERT_RULES)
      if (alert !== 'OneWorkerLeft') expect({ alert, values: await valuesOf(expr) }).toEqual({ alert, values: [] });
  });
});

async function valuesOf(query: string): Promise<string[]> {
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
  return resultSchema.parse(await response.json()).data.result.map(({ value: [, value] }) => value);
}
