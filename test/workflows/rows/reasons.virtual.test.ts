import { describe, expect, it } from 'vitest';
import { FAST_TIMINGS, type Timings } from '../../graph-simulator/model/settings.ts';
import { kept, NOTHING, ROW_TIMINGS } from './row.ts';
import { BUSY_REPLY, REASON_ROWS } from './reason-rows.ts';
import { testRow } from './virtual-row.ts';

/** Graph ends an unanswered call after as long as it gives; in other rows nobody does. */
const AS_GRAPH: Timings = { ...ROW_TIMINGS, answerWindow: FAST_TIMINGS.answerWindow };

describe('reasons', () => {
  it('answeredTooLate (still incoming 2 s after the window: timedOut, kept; nothing more is sent)', async () => {
    const { played, result } = await testRow({
      row: 'answeredTooLate',
      case: 'still incoming even then',
      // One try, refused for certain: of several, an earlier one may have got through, and the call be named in `leftBehind`.
      faults: [{ request: 'answer', do: 'reply', retryAfter: '60', ...BUSY_REPLY }],
      policy: { answerWithin: 2_000, onFailure: 'hangUp' },
      waits: 'answerWithin',
      takes: 17_100,
      ends: kept('timedOut'),
      sends: NOTHING,
    });
    const gaveUp = Date.parse(result.timeline.find(({ what }) => what.startsWith('No answer was accepted'))?.at ?? '');
    expect(played.requests('answer').filter(({ at }) => at > gaveUp)).toEqual([]);
    // 15 s and 2 s, from the notification on, which came a little before the start.
    expect(played.closedAt - played.startedAt).toBeGreaterThanOrEqual(17_000);
    expect(played.closedAt - played.startedAt).toBeLessThan(17_100);
  });

  it.each(REASON_ROWS)('$row ($case)', async (row) => {
    await testRow(row, { timings: AS_GRAPH });
  });
});
