import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runProgram } from '../temporal-server/run-program.ts';
import type { Series } from './alert-case.ts';
import { ALERT_CASES } from './alert-cases.ts';
import { ALERT_RULES, type AlertRule, RULE_FILES, RULES_FOLDER } from './alert-rules.ts';
import { findPrometheus } from './find-prometheus.ts';

const found = findPrometheus();
const LIMIT = { timeout: 120_000 };
const promtool = (...args: string[]) => runProgram('promtool' in found ? found.promtool : '', args, LIMIT);

/** Of the cases: when it is looked at. */
const AT = '15m';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'alerts-'))));
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf('missing' in found)("Prometheus' own tool", () => {
  it('finds nothing wrong with the rules and the configuration', async () => {
    await promtool('check', 'rules', ...RULE_FILES);
    await promtool('check', 'config', `${RULES_FOLDER}/prometheus.yml`);
  });

  it('has a case for each alert', () =>
    expect(Object.keys(ALERT_CASES).toSorted()).toEqual(ALERT_RULES.map(({ alert }) => alert).toSorted()));

  it('sees each alert fire when it should, and not otherwise', async () => {
    await promtool('test', 'rules', ...(await Promise.all(ALERT_RULES.map(writeTests))));
  });
});

/** Each alert alone: promtool evaluates all rules of a file for each test, a hundred times as many as are looked at. */
async function writeTests(rule: AlertRule): Promise<string> {
  const { fires = [], quiet = [] } = ALERT_CASES[rule.alert] ?? {};
  const tests = [...fires.map((series) => testOf(rule, series, true)), ...quiet.map((series) => testOf(rule, series, false))];
  const [rules, path] = [join(folder, `${rule.alert}.rules.yml`), join(folder, `${rule.alert}.yml`)];
  await writeFile(rules, stringify({ groups: [{ name: rule.alert, rules: [rule] }] }));
  await writeFile(path, stringify({ rule_files: [rules], evaluation_interval: '10s', tests }));
  return path;
}

function testOf({ alert, labels, annotations }: AlertRule, series: Series, fires: boolean) {
  const expected = { exp_labels: { ...labels, ...ALERT_CASES[alert]?.labels }, exp_annotations: annotations };
  return {
    interval: '10s',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: AT, alertname: alert, exp_alerts: fires ? [expected] : [] }],
  };
}
