import { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { errorMessage } from '../workflows/contract/errors.ts';
import { METRIC_PREFIX, METRICS } from '../workflows/contract/metrics.ts';
import { ESCALATE_CALL, HANG_UP_LATE_LEG, STAY_IN_CALL } from '../workflows/contract/names.ts';

/** Legs of ours that an open run may have. What `inviteToCall` invites from belongs to others. */
const LEGS_OF = { [ESCALATE_CALL]: 2, [STAY_IN_CALL]: 1, [HANG_UP_LATE_LEG]: 1 };

/**
 * A scrape must not hang on a Temporal that is away, for then the metrics are needed most, and Prometheus waits 5 s. The deadline of the
 * requests alone does not see to it: the SDK's retries go on for some 6 s (measured).
 */
const TIMEOUT_MS = 1_000;

/**
 * Sets the gauge `legs_open`. Temporal is asked, for it alone knows the runs of all workers, and a worker that starts anew has counted
 * nothing; so each worker says the same number.
 */
export function measureLegsOpen(connection: NativeConnection, namespace: string, taskQueue: string, logger: Logger) {
  const { workflow } = new Client({ connection, namespace });
  const { name, help } = METRICS.legsOpen;
  const gauge = Runtime.instance().metricMeter.createGauge(METRIC_PREFIX + name, 'int', undefined, help);
  const countOpen = async (type: string) =>
    (await workflow.count(`TaskQueue = ${quoted(taskQueue)} AND WorkflowType = '${type}' AND ExecutionStatus = 'Running'`)).count;
  const measure = async (): Promise<void> => {
    try {
      const counts = await connection.withDeadline(Date.now() + TIMEOUT_MS, () =>
        Promise.all(Object.entries(LEGS_OF).map(async ([type, legs]) => legs * (await countOpen(type)))),
      );
      gauge.set(counts.reduce((sum, legs) => sum + legs, 0));
    } catch (error) {
      logger.warn({ why: errorMessage(error) }, 'Temporal did not tell how many runs are open; legs_open stays as it was');
    }
  };
  let underWay: Promise<void> | undefined;
  return async (): Promise<void> => {
    underWay ??= measure().finally(() => {
      underWay = undefined;
    });
    await Promise.race([underWay, sleep(TIMEOUT_MS, undefined, { ref: false })]);
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
