import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectTemporal } from '../../webhook/temporal.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { type RefusingTemporal, startRefusingTemporal } from '../temporal-server/refusing-temporal.ts';

const RESOURCE_EXHAUSTED = 8;
const EVENTS: CallEvent[] = [{ type: 'call', callId: 'c', state: 'incoming', at: '2026-01-31T12:00:00.000Z' }];

let temporal: RefusingTemporal;
let webhook: ReturnType<typeof connectTemporal>;
beforeEach(async () => {
  temporal = await startRefusingTemporal({ signalWorkflowExecution: RESOURCE_EXHAUSTED });
  vi.stubEnv('TEMPORAL_ADDRESS', temporal.address);
  vi.stubEnv('TEMPORAL_API_KEY', '');
  webhook = connectTemporal('rate-limit-test');
});
afterEach(async () => {
  await webhook.close();
  temporal.stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

// By the formula: tries at 0, 0.3, 0.9, 2.1, 4.1 and 6.1 s where the jitter's die shows its middle, a quarter sooner where it shows its least.
it.each([
  { within: 1_700, die: 0.5, tries: 3 },
  { within: 2_000, die: 0, tries: 4 },
  { within: 7_500, die: 0.5, tries: 6 },
])('a Temporal that limits our rate is asked at growing distances, and given up within $within ms', async (given) => {
  const { within, die, tries } = given;
  vi.spyOn(Math, 'random').mockReturnValue(die);
  const since = Date.now();
  await expect(webhook.port.signal('escalation-x', EVENTS, within)).rejects.toMatchObject({ name: 'TemporalAway' });
  expect(Date.now() - since).toBeLessThan(within);
  expect(temporal.asked).toHaveLength(tries);
});
