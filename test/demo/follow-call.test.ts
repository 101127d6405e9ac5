import { expect, it } from 'vitest';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import { followCall } from './follow-call.ts';
import type { Step } from './steps.ts';

const NOTHING: SimulatorRecord = { requests: [], notifications: [], legs: [], operations: [], meetings: [] };

it('prints also what is told in the moment in which the workflow ends', async () => {
  const told: Step[] = [];
  const at = new Date(Date.now() + 1_000).toISOString();
  const ended = Promise.resolve().then(() => told.push({ at, from: 'result', text: 'left: asked', reply: '' }));
  const lines: string[] = [];
  await followCall({ record: async () => NOTHING }, ended, (line) => lines.push(line), told);
  expect(lines.join('\n')).toContain('left: asked');
});
