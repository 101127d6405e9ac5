import { setTimeout as pause } from 'node:timers/promises';
import { persist } from './persist.ts';
import type { ChaosSystem } from './start-system.ts';

const LOOK_EVERY = 1_000;

/** Waits `ms` at most until no workflow runs any more. Resolves with the ids of those that still do. */
export async function allEnded({ client }: ChaosSystem, ms: number): Promise<string[]> {
  const until = Date.now() + ms;
  for (;;) {
    const running = await persist(ms, async () => {
      const ids: string[] = [];
      for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) ids.push(workflowId);
      return ids;
    });
    if (running.length === 0 || Date.now() >= until) return running;
    await pause(LOOK_EVERY);
  }
}
