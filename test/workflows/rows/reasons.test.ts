import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAST_TIMINGS } from '../../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { expectRow, kept, NOTHING } from './expect-row.ts';
import { ROW_TIMINGS } from './play-row.ts';
import { BUSY_REPLY, REASON_ROWS } from './reason-rows.ts';

let system: System;
/** Nobody ends an unanswered call here. */
let patient: System;
beforeAll(async () => {
  // As long as Graph gives.
  const timings = { ...ROW_TIMINGS, answerWindow: FAST_TIMINGS.answerWindow };
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings } });
  patient = await startSystem({ environment: injectedEnvironment(), simulator: { timings: ROW_TIMINGS } });
});
afterAll(async () => {
  await system.stop();
  await patient.stop();
});

describe.concurrent('reasons', () => {
  it('answeredTooLate (still incoming 2 s after the window: timedOut, kept; nothing more is sent)', async () => {
    const { played } = await expectRow(patient, {
      row: 'answeredTooLate',
      case: 'still incoming even then',
      // One try, refused for certain: of several, an earlier one may have got through, and the call be named in `leftBehind`.
      faults: [{ request: 'answer', do: 'reply', retryAfter: '60', ...BUSY_REPLY }],
      policy: { answerWithin: 2_000, onFailure: 'hangUp' },
      waits: 'answerWithin',
      ends: kept('timedOut'),
      sends: NOTHING,
    });
    const { timeline } = await played.call.result();
    const gaveUp = Date.parse(timeline.find(({ what }) => what.startsWith('No answer was accepted'))?.at ?? '');
    const { startTime, closeTime } = await played.call.handle.describe();
    expect(played.requests('answer').filter(({ at }) => Date.parse(at) > gaveUp + 1_000)).toEqual([]);
    // 15 s and 2 s, from the notification on, which came a little before the start.
    expect((closeTime?.getTime() ?? 0) - startTime.getTime()).toBeGreaterThan(16_000);
  });

  it.each(REASON_ROWS)('$row ($case)', async (row) => {
    await expectRow(system, row);
  });
});
