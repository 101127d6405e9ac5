import { ActivityFailure, ApplicationFailure, RetryState } from '@temporalio/common';
import { beforeEach, expect, it, vi } from 'vitest';
import { CALL_TENANT_ID, MULTIPARTY_CALL_ID } from '../../../workflows/contract/search-attributes.ts';

const temporal = vi.hoisted(() => ({ hangUp: vi.fn(), probe: vi.fn(), upsert: vi.fn() }));
vi.mock('@temporalio/workflow', async () => ({
  ...(await import('@temporalio/common')),
  proxyActivities: () => ({ hangUp: temporal.hangUp, probe: temporal.probe }),
  sleep: () => Promise.resolve(),
  upsertSearchAttributes: temporal.upsert,
  log: { warn: () => undefined },
}));
const { hangUpLateLeg } = await import('../../../workflows/hang-up-late-leg/workflow.ts');

const LEG = { callId: 'leg-1', tenantId: 'tenant-1' };
const refused = () =>
  new ActivityFailure(
    'Activity task failed',
    'x',
    '1',
    RetryState.NON_RETRYABLE_FAILURE,
    undefined,
    ApplicationFailure.nonRetryable('403 Forbidden', 'RequestRejected'),
  );

beforeEach(() => {
  temporal.hangUp.mockReset().mockResolvedValue([]);
  temporal.probe.mockReset().mockResolvedValue([]);
  temporal.upsert.mockReset();
});

it('hangs up again where the read is refused', async () => {
  temporal.probe.mockRejectedValue(refused());
  temporal.hangUp.mockResolvedValueOnce([]).mockResolvedValue([{ type: 'callMissing' }]);
  expect(await hangUpLateLeg(LEG)).toBe('ended');
  expect(temporal.hangUp).toHaveBeenCalledTimes(2);
});

it('fails where the leg does not end, and says what to do', async () => {
  await expect(hangUpLateLeg(LEG)).rejects.toMatchObject({ type: 'LegLeftAlive', nonRetryable: true });
  await expect(hangUpLateLeg(LEG)).rejects.toThrow(/leg-1.*doctor/);
  expect(temporal.hangUp).toHaveBeenCalledTimes(10);
});

it('fails at once where the hang-up is refused, and says why', async () => {
  temporal.hangUp.mockRejectedValue(refused());
  await expect(hangUpLateLeg(LEG)).rejects.toThrow(/leg-1.*403 Forbidden/);
  expect(temporal.hangUp).toHaveBeenCalledTimes(1);
});

it('is found by call and tenant', async () => {
  temporal.probe.mockResolvedValue([{ type: 'callMissing' }]);
  await hangUpLateLeg(LEG);
  expect(temporal.upsert.mock.calls).toEqual([
    [
      [
        { key: MULTIPARTY_CALL_ID, value: 'leg-1' },
        { key: CALL_TENANT_ID, value: 'tenant-1' },
      ],
    ],
  ]);
});
