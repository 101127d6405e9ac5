import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../workflows/contract/timeline-entry.ts';
import { newLines, watch, type WatchedState } from '../../../workflows/client/watch.ts';

const line = (number: number): TimelineEntry => ({ at: new Date(number).toISOString(), what: `line ${number}` });
const LEFT_OUT = 'Lines were left out here';

/** As the workflow caps it: 300 lines, the middle left out (workflows/run/timeline.ts). */
function timelineOf(lines: number): TimelineEntry[] {
  const timeline: TimelineEntry[] = [];
  for (let number = 1; number <= lines; number++) {
    timeline.push(line(number));
    if (timeline.length > 300) timeline.splice(150, 2, { at: line(number).at, what: LEFT_OUT });
  }
  return timeline;
}

describe('what is new in a timeline', () => {
  it.each([
    [0, 3],
    [3, 3],
    [299, 300],
    [299, 303],
    [300, 301],
    [301, 301],
    [400, 420],
  ])('prints %i lines, of %i', (before, after) => {
    const expected = Array.from({ length: after - before }, (_, index) => line(before + 1 + index));
    expect(newLines(timelineOf(before), timelineOf(after))).toEqual(expected);
  });

  it('says that lines were left out where more came than it holds', () => {
    const [first, ...rest] = newLines(timelineOf(300), timelineOf(900));
    expect(first?.what).toBe(LEFT_OUT);
    expect(rest.at(-1)).toEqual(line(900));
  });
});

describe('watching', () => {
  const never = new Promise<never>(() => {});
  const linesOf = async (states: WatchedState[], result: Promise<unknown>) => {
    const lines: string[] = [];
    const state = async () => states.shift() ?? last;
    for await (const { what } of watch({ state, result: () => result }, 1)) lines.push(what);
    return lines;
  };
  const last: WatchedState = { status: 'staying', timeline: [line(1), line(2)] };

  it('ends with the status that is final, and tells the last lines', async () => {
    const left: WatchedState = { status: 'left', timeline: [line(1), line(2), line(3)] };
    expect(await linesOf([last, left], never)).toEqual(['line 1', 'line 2', 'line 3']);
  });

  it('ends with one that was terminated, whose state says for ever that it goes on', async () => {
    expect(await linesOf([last], Promise.reject(new Error('terminated')))).toEqual(['line 1', 'line 2']);
  });
});
