import { afterEach, expect, it, vi } from 'vitest';
import { rateLimitPause } from '../../webhook/retry-in-time.ts';
import { connectTemporal } from '../../webhook/temporal.ts';
import { causesOf } from '../../workflows/contract/errors.ts';
import { ownTime } from '../support/own-time.ts';
import { GRPC, type RefusingTemporal, startRefusingTemporal } from '../support/refusing-temporal.ts';

let temporal: RefusingTemporal;
let webhook: ReturnType<typeof connectTemporal>;

async function startWith(refuse: (asked: number) => number): Promise<void> {
  let asked = 0;
  temporal = await startRefusingTemporal((method) =>
    method === 'SignalWorkflowExecution' ? refuse(++asked) : GRPC.unimplemented,
  );
  vi.stubEnv('TEMPORAL_ADDRESS', temporal.address);
  vi.stubEnv('TEMPORAL_API_KEY', '');
  webhook = connectTemporal('rate-limited-test');
  // The first connection takes its time on a busy machine.
  await webhook.port.isReachable();
}

afterEach(async () => {
  await webhook.close();
  await temporal.stop();
});

/** ms from the start to each try, and to the end by our own time; and the error. */
async function signalWithin(ms: number): Promise<{ tries: number[]; took: number; error: Error }> {
  const begun = performance.now();
  const time = ownTime();
  const outcome: unknown = await webhook.port.signal('escalation-x', [], ms).catch((thrown: unknown) => thrown);
  time.stop();
  const error = outcome instanceof Error ? outcome : new Error(`No error: ${String(outcome)}`);
  return { tries: temporal.refused.flatMap(({ at }) => (at < begun ? [] : [at - begun])), took: time.ms(), error };
}

it('a Temporal that limits our rate is asked at growing distances, and the answer is in time', async () => {
  await startWith(() => GRPC.resourceExhausted);
  const { tries, took, error } = await signalWithin(1_700);
  expect(tries.length).toBeGreaterThanOrEqual(2);
  expect(tries.length).toBeLessThanOrEqual(4);
  expect(took).toBeLessThan(1_700 + 300);
  expect(error).toMatchObject({ name: 'TemporalUnavailable' });
  // The log names the limit, not the deadline that came meanwhile.
  expect(causesOf(error).join(' ')).toContain('RESOURCE_EXHAUSTED');
});

it('is in time too where it is tried for 8 s, and noticed soon where the limit has passed', async () => {
  await startWith(() => GRPC.resourceExhausted);
  const { tries, took } = await signalWithin(8_000);
  expect(took).toBeLessThan(8_000 + 300);
  // To its end nearly: nothing else would report an incoming call.
  expect(tries.at(-1)).toBeGreaterThan(5_000);
  expect(tries.length).toBeLessThanOrEqual(10);
});

it('is in time where Temporal was away, and limits our rate once it is back', async () => {
  await startWith((asked) => (asked < 8 ? GRPC.unavailable : GRPC.resourceExhausted));
  const { took, tries } = await signalWithin(1_700);
  expect(took).toBeLessThan(1_700 + 300);
  expect(tries.length).toBeGreaterThanOrEqual(8);
});

it('distances double up to 1.5 s, a quarter more or less', () => {
  const all = (chance: number) => [1, 2, 3, 4, 30].map((times) => rateLimitPause(times, chance));
  expect(all(0.5)).toEqual([300, 600, 1_200, 1_500, 1_500]);
  expect(all(0)).toEqual([225, 450, 900, 1_125, 1_125]);
  expect(all(1)).toEqual([375, 750, 1_500, 1_875, 1_875]);
});
