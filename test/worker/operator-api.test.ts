import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { attempt } from '../../worker/doctor/check.ts';
import { judgeSearchAttributes } from '../../worker/doctor/checks/search-attributes.ts';
import { absentAttributes, ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { containing } from '../harness/matchers.ts';
import { type Answers, startRefusingTemporal } from '../temporal-server/refusing-temporal.ts';

// Of a Temporal whose operator API is closed to us: Temporal Cloud, or a role that only reads and writes workflows.

const OK = 0;
const CREATE = 'temporal operator search-attribute create --namespace ours --name EscalationStatus';
const REFUSALS = [
  ['PERMISSION_DENIED', 7],
  ['UNIMPLEMENTED', 12],
  ['UNAUTHENTICATED', 16],
] as const;

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

async function start(answers: Answers): Promise<string> {
  const { address, stop } = await startRefusingTemporal(answers);
  cleanUp.push(stop);
  return address;
}

/** What the worker's start makes of it, and the lines of its log. */
async function ensure(answers: Answers) {
  const connection = await NativeConnection.connect({ address: await start(answers) });
  cleanUp.push(() => connection.close());
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  return { ensured: await attempt(() => ensureSearchAttributes(connection, 'ours', logger)), lines };
}

describe('the worker', () => {
  it.each(REFUSALS)('starts where listing is answered %s, and warns with the command', async (name, code) => {
    const { ensured, lines } = await ensure({ listSearchAttributes: code });
    expect(ensured).toEqual({ found: undefined });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"level":40,.*"namespace":"ours"/);
    expect(lines[0]).toMatch(new RegExp(`${name}|Refused by the test`));
    expect(lines[0]).toContain(CREATE);
  });

  it.each(REFUSALS)('does not start where they are known to be missing, and adding is answered %s', async (_name, code) => {
    const { ensured } = await ensure({ listSearchAttributes: OK, addSearchAttributes: code });
    expect(ensured).toMatchObject({ failed: { message: containing('are missing in namespace ours') } });
    expect(ensured).toMatchObject({ failed: { message: containing(CREATE) } });
  });
});

it.each(REFUSALS)('the doctor finds no fault where listing is answered %s, and names the command', async (_name, code) => {
  const connection = await Connection.connect({ address: await start({ listSearchAttributes: code }) });
  cleanUp.push(() => connection.close());
  const [line, ...more] = judgeSearchAttributes({
    namespace: 'ours',
    absent: await attempt(() => absentAttributes(connection, 'ours')),
  });
  expect(more).toEqual([]);
  expect(line).toMatchObject({ is: 'note' });
  expect(line?.says).toContain(CREATE);
});
