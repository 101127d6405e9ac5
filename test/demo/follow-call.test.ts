import { expect, it } from 'vitest';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import { containing } from '../support/matchers.ts';
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

const removal = (at: string): SimulatorRecord['requests'][number] => ({
  at,
  kind: 'deleteParticipant',
  method: 'DELETE',
  path: '/communications/calls/m/participants/p',
  headers: {},
  processed: true,
  reply: { at, status: 204, headers: {} },
});

it('prints each step once, and in order, also where one is told while the record is read', async () => {
  const told: Step[] = [];
  const lines: string[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const later = (ms: number) => new Date(Date.now() + ms).toISOString();
  let record = NOTHING;
  const read = async () => {
    if (record === NOTHING) {
      told.push({ at: later(5), from: 'request', text: 'update removeParticipant', reply: '' });
      record = { ...NOTHING, requests: [removal(later(10))] };
    }
    if (lines.length > 1) end();
    return record;
  };
  await followCall({ record: read }, ended, (line) => lines.push(line), told);
  expect(lines).toEqual([containing('update removeParticipant'), containing('remove a participant')]);
});
