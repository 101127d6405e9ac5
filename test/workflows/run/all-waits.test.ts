import { expect, it } from 'vitest';
import { allWaits } from '../../../workflows/run/all-waits.ts';

const LEG = { what: 'multiparty leg 2 to be usable', until: '2026-11-24T10:00:30.000Z', nextProbe: '2026-11-24T10:00:05.000Z' };
const HANG_UP = { what: 'the multiparty leg 1 to end', until: '2026-11-24T10:00:04.000Z' };

it('shows no wait where there is none', () => {
  expect(allWaits([])).toBeUndefined();
});

it('shows a wait as it is', () => {
  expect(allWaits([LEG])).toEqual(LEG);
});

it('shows all waits that go on at once, with the earliest times', () => {
  expect(allWaits([LEG, HANG_UP])).toEqual({
    what: 'multiparty leg 2 to be usable, and for the multiparty leg 1 to end',
    until: HANG_UP.until,
    nextProbe: LEG.nextProbe,
  });
});
