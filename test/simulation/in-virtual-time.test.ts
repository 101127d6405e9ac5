import { expect, it } from 'vitest';
import { inVirtualTime } from './in-virtual-time.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { setProcessTime } from './virtual-date.ts';
import { setSignals } from './virtual-signals.ts';

const START = 1_800_000_000_000;
const machine = { Date, timeout: AbortSignal.timeout };
const play = (end: () => string) =>
  inVirtualTime(async () => {
    const clock = createVirtualClock(START);
    setProcessTime(clock.now);
    setSignals(clock);
    expect(Date.now()).toBe(START);
    return end();
  });

it.each<[string, () => string]>([
  ['has ended', () => 'ended'],
  [
    'has failed',
    () => {
      throw new Error('ended');
    },
  ],
])("a play that %s leaves the machine's time to the next test of the thread", async (_, end) => {
  expect(await play(end).catch((error: Error) => error.message)).toBe('ended');
  expect({ Date, timeout: AbortSignal.timeout }).toEqual(machine);
});

it('nobody sets it who does not give it back', () => {
  expect(() => setProcessTime(() => START)).toThrow('inVirtualTime');
});
