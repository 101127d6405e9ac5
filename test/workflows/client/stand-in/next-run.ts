import { expect } from 'vitest';
import type { StandIn } from './start-stand-in.ts';
import { CONTINUE_AS_NEW } from './what-becomes-of.ts';

/** Lets a stay continue as new, and resolves once its next run is there. */
export async function nextRun({ temporal }: StandIn, workflowId: string): Promise<void> {
  const workflow = temporal.workflow.getHandle(workflowId);
  const { runId } = await workflow.describe();
  await workflow.signal(CONTINUE_AS_NEW);
  await expect.poll(async () => (await workflow.describe()).runId, { timeout: 20_000 }).not.toBe(runId);
}
