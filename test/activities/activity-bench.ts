import type { Info } from '@temporalio/activity';
import { msToNumber } from '@temporalio/common/lib/time.js';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { vi } from 'vitest';
import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { openConnections } from '../../activities/graph/client/connections.ts';
import { createGraphClient } from '../../activities/graph/client/graph-client.ts';
import { createMediaChoice } from '../../activities/multiparty-media.ts';

/** What an activity needs, with a Graph at `baseUrl` and any token. The address shows its leg and tenant in the clear. */
export function depsFor(baseUrl: string): ActivityDeps {
  return {
    graph: createGraphClient({
      baseUrl,
      tokens: async (tenantId) => `token-of-${tenantId}`,
      connections: openConnections(),
      scenarioId: () => undefined,
      log: () => {},
    }),
    applicationId: 'app',
    media: createMediaChoice('auto'),
    callbackUri: async (leg) =>
      `https://bot.example.com/api/calls/${leg.kind}-${leg.kind === 'multiparty' ? leg.attempt : ''}-${leg.tenantId}`,
  };
}

/**
 * A context that does not log the failures that a test wants, and whose pauses are shorter: hardly a test depends on their length.
 * One for each activity: a cancelled one stays cancelled.
 */
export function activityEnvironment(info: Partial<Info> = {}, timesAsShort = 200): MockActivityEnvironment {
  const environment = new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') });
  const { sleep } = environment.context;
  vi.spyOn(environment.context, 'sleep').mockImplementation((duration) => sleep(msToNumber(duration) / timesAsShort));
  return environment;
}

export function runActivity<P extends unknown[], R>(activity: (...args: P) => Promise<R>, ...args: P): Promise<R> {
  return activityEnvironment().run(activity, ...args);
}

/** What it fails with. */
export async function failureOfActivity<P extends unknown[]>(
  activity: (...args: P) => Promise<unknown>,
  ...args: P
): Promise<unknown> {
  return runActivity(activity, ...args).then(
    (result) => {
      throw new Error(`did not fail, but said ${JSON.stringify(result)}`);
    },
    (error: unknown) => error,
  );
}
