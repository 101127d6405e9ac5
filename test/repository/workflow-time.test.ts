import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Where the real time does no harm, for nothing is decided by it. */
const ALLOWED = ['workflows/run/clock.ts', 'workflows/run/deadlines.ts', 'workflows/escalate-call/steps/answer-caller.ts'];

it('workflow code decides by `now`, not by `Date.now()`, which is another in a replay', () => {
  const folders = ['workflows/run', 'workflows/call', 'workflows/escalate-call', 'workflows/escalate-call/steps'];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  );
  const withDate = files.filter((file) => readFileSync(file, 'utf8').includes('Date.now()')).sort();
  expect(files.length).toBeGreaterThan(30);
  expect(withDate).toEqual(ALLOWED.toSorted());
});
