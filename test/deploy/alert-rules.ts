import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

export const RULES_FOLDER = 'deploy/prometheus';

const rulesFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().default('0s'),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string(), action: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

export type AlertRule = z.infer<typeof rulesFile>['groups'][number]['rules'][number];

export const RULE_FILES = readdirSync(RULES_FOLDER)
  .filter((name) => name.endsWith('.rules.yml'))
  .map((name) => `${RULES_FOLDER}/${name}`);

/** All alerts, as the operator's Prometheus reads them. */
export const ALERT_RULES: AlertRule[] = RULE_FILES.flatMap((path) =>
  rulesFile.parse(parse(readFileSync(path, 'utf8'))).groups.flatMap(({ rules }) => rules),
);

export function exprOf(alert: string): string {
  const rule = ALERT_RULES.find((one) => one.alert === alert);
  if (!rule) throw new Error(`There is no alert ${alert}`);
  return rule.expr;
}
