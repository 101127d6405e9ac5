import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import { ALERT_RULES } from './alert-rules.ts';
import { findPrometheus } from './find-prometheus.ts';
import { SOON, type WatchingPrometheus, watchPrograms } from './watch-programs.ts';

const found = findPrometheus();

const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
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

let programs: Programs;
let prometheus: WatchingPrometheus;

describe.skipIf('missing' in found)('a Prometheus that scrapes a demo', () => {
  beforeAll(async () => {
    programs = await startPrograms({
      environment: injectedEnvironment(),
      escalate: { meeting: SEED_MEETING, subject: 'Test Call' },
    });
    // Before the call: what it counts must be seen to grow.
    prometheus = await watchPrograms('prometheus' in found ? found.prometheus : '', programs);
    await programs.simulator.call();
    const isThere = (query: string) => vi.waitFor(async () => expect(await valuesOf(query)).toHaveLength(1), SOON);
    await isThere('sum(call_escalation_worker_escalation_outcomes_total) > 0');
    await isThere('rate(call_escalation_worker_escalation_outcomes_total[1m])');
  }, 240_000);
  afterAll(async () => {
    await prometheus?.stop();
    await programs?.stop();
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

const valuesOf = (query: string) => prometheus.valuesOf(query);
