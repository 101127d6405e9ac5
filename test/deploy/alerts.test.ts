import { expect, it } from 'vitest';
import { createMetrics } from '../../webhook/metrics.ts';
import { METRIC_PREFIX, METRICS } from '../../workflows/contract/metrics.ts';
import { codeIn, tableBelow } from '../repository/read-markdown.ts';
import { ALERT_RULES } from './alert-rules.ts';

const symptoms = ['worker/README.md', 'webhook/README.md'].flatMap((path) =>
  tableBelow(path, 'Symptoms').map(([, , toDo = '', alerts = '']) => ({ path, toDo: inPlainText(toDo), alerts: codeIn(alerts) })),
);

it("the operators' tables name each alert once, and no other", () => {
  expect(symptoms.flatMap(({ alerts }) => alerts).toSorted()).toEqual(ALERT_RULES.map(({ alert }) => alert).toSorted());
});

it.each(ALERT_RULES)('$alert says what to do in the words of its table', ({ alert, annotations }) => {
  const row = symptoms.find(({ alerts }) => alerts.includes(alert));
  expect({ action: annotations.action, runbook: annotations.runbook }).toEqual({
    action: row?.toDo,
    runbook: `${row?.path}#symptoms`,
  });
});

it.each(ALERT_RULES)('$alert asks for metrics that there are', async ({ expr }) => {
  const ofWebhook = await createMetrics().registry.getMetricsAsJSON();
  const known = [...ofWebhook.map(({ name }) => name), ...Object.values(METRICS).map(({ name }) => METRIC_PREFIX + name)];
  const asked = [...expr.matchAll(/call_escalation_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ''));
  expect(asked.filter((name) => !known.includes(name))).toEqual([]);
});

/** Without links; what stands in backticks keeps them. */
function inPlainText(cell: string): string {
  return cell.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1');
}
