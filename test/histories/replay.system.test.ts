import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectedSinks } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { containing } from '../support/matchers.ts';
import { startSystem } from '../support/system.ts';
import { WHOLE_STACKS } from '../../worker/bundle/whole-stacks.ts';
import { withFlags } from '../../worker/bundle/with-flags.ts';
import type { WorkflowCode } from '../../worker/bundle/workflow-code.ts';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { TRACE_RUNS, type TraceSinks, type WorkflowSpan } from '../../workflows/contract/workflow-span.ts';
import { replayHistory } from './replay-history.ts';
import { replayOpenRuns } from './replay-open-runs.ts';

/** Recorded by `npm run record -- <scenario>`, those of released versions in `released/<version>/`. A run that began under that code must go on under today's. */
const HISTORIES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

test('there are histories', () => expect(HISTORIES).toContain('seed.json'));

test.each(HISTORIES)('%s is replayed by the workflow of today', async (name) => {
  quietRuntime();
  const json: unknown = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
  await replayHistory(json, { codePath: injectedEnvironment().workflowBundle });
});

// Recorded by workers that traced nothing, `traced.json` by one that did.
test.each(HISTORIES)('%s is replayed by a worker that traces', async (name) => {
  quietRuntime();
  const json: unknown = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
  const { workflowBundle } = injectedEnvironment();
  const ended: WorkflowSpan[] = [];
  const sinks: InjectedSinks<TraceSinks> = {
    traces: { ended: { fn: (_info, span) => void ended.push(span), callDuringReplay: true } },
  };
  await replayHistory(json, await withFlags({ codePath: workflowBundle }, [TRACE_RUNS]), undefined, { sinks });
  // It did make spans: all but those that were sent once.
  expect(ended.map(({ name }) => name.split(':')[0])).toEqual(expect.arrayContaining(['RunWorkflow', 'StartActivity']));
});

test('a history that tells another story is refused', async () => {
  quietRuntime();
  const text = readFileSync(join(import.meta.dirname, 'seed.json'), 'utf8');
  const json: unknown = JSON.parse(text.replaceAll('"createCall"', '"somethingElse"'));
  await expect(replayHistory(json, { codePath: injectedEnvironment().workflowBundle })).rejects.toThrow('createCall');
});

test('a bug of workflow code is named with its file and line; whence it came, a replay with whole stack traces says', async () => {
  quietRuntime();
  const json: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'seed.json'), 'utf8'));
  const bundle = readFileSync(injectedEnvironment().workflowBundle, 'utf8');
  const code = bundle.replace('function newEscalation(input) {', '$& throw new Error("a bug");');
  const failure = async (flags: string[]) => {
    const replayed = replayHistory(json, await withFlags({ code }, flags));
    return await replayed.then(() => '', errorMessage);
  };
  const thrown = /a bug[^]*newEscalation \(.*escalate-call\/begin\.ts:\d+/;
  expect(await failure([])).toMatch(thrown);
  const frames = async (flags: string[]) => (await failure(flags)).match(/escalate-call\/begin\.ts:\d+/g);
  expect(await frames([])).toHaveLength(1);
  expect(await frames([WHOLE_STACKS])).toHaveLength(2);
});

test("open runs of a live server are replayed before a deployment, and one that today's code would not go on with is named", async () => {
  quietRuntime();
  const { temporal, workflowBundle } = injectedEnvironment();
  const system = await startSystem({ environment: injectedEnvironment() });
  const call = await system.call();
  await call.result();
  await system.stop();
  const env = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: temporal.namespace };
  const query = `WorkflowId = '${call.workflowId}'`;
  const replayed = async (code: WorkflowCode) => {
    const runs = [];
    for await (const { run, error } of replayOpenRuns(query, code, env)) runs.push([run.split(',')[0], error?.message]);
    return runs;
  };
  // Temporal's list is a little late.
  await expect.poll(() => replayed({ codePath: workflowBundle }), { timeout: 60_000 }).toEqual([[call.workflowId, undefined]]);
  const code = readFileSync(workflowBundle, 'utf8').replaceAll('createCall', 'makeCall');
  expect(await replayed({ code })).toEqual([[call.workflowId, containing('makeCall')]]);
});
