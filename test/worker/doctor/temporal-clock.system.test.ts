import { Client, Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { judgeTemporalClock } from '../../../worker/doctor/checks/clock.ts';
import { readTemporalClock } from '../../../worker/doctor/temporal-clock.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';

const { address, namespace } = injectedEnvironment().temporal;
let connection: Connection;
beforeAll(async () => {
  connection = await Connection.connect({ address });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => connection.close());

const ask = (off = 0) => readTemporalClock({ connection, address, namespace }, () => Date.now() + off);
const handleOf = (workflowId: string) => new Client({ connection, namespace }).workflow.getHandle(workflowId);

it("reports by how much our clock is ahead of Temporal's, and leaves nothing behind", async () => {
  const { ahead, workflowId, removed } = await ask(100_000);
  expect(ahead).toBeGreaterThan(70_000);
  expect(ahead).toBeLessThan(130_000);
  expect(removed).toEqual({ found: undefined });
  const isThere = () =>
    handleOf(workflowId)
      .describe()
      .then(
        ({ status }) => status.name,
        ({ name }: Error) => name,
      );
  // Terminated first, it would go at the server's next sweep, one each half a minute.
  await expect.poll(isThere, { timeout: 8_000 }).toBe('WorkflowNotFoundError');
});

it('reports the time where it may not delete, names what is left, and leaves it ended', async () => {
  vi.spyOn(connection.workflowService, 'deleteWorkflowExecution').mockRejectedValue(new Error('7 PERMISSION_DENIED'));
  const time = await ask();
  const lines = judgeTemporalClock({ found: time });
  expect(lines.map(({ kind }) => kind)).toEqual(['good', 'note']);
  expect(lines[1]?.says).toMatch(new RegExp(`${time.workflowId}.*stays until its retention ends: 7 PERMISSION_DENIED`));
  expect((await handleOf(time.workflowId).describe()).status.name).toBe('TERMINATED');
});
