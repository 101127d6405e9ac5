import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../workflows/contract/result.ts';
import { newLines } from '../../../workflows/client/watch.ts';

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
