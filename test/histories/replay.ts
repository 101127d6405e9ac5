import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { findWorkflowCode, bundleWorkflows } from '../../worker/bundle/workflow-code.ts';
import { WHOLE_STACKS } from '../../worker/bundle/whole-stacks.ts';
import { withFlags } from '../../worker/bundle/with-flags.ts';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { readDataConverter } from '../../workflows/payloads/read-data-converter.ts';
import { median } from '../bench/statistics.ts';
import { wholeNumber } from '../repository/whole-number.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { replayHistory } from './replay-history.ts';
import { replayOpenRuns } from './replay-open-runs.ts';

const USAGE = `usage: npm run replay -- <history.json …>
       npm run replay -- --query '<list filter>'   the runs of the server of Temporal's variables
       --bundle <workflow-bundle.js>               with the code of another version, instead of today's
       --times <number>                            each history so often, and the CPU that one replay takes`;

/**
 * Program, `npm run replay -- <history.json …>`, or `-- --query <list filter>`: replays each against the current workflow code. With
 * breakpoints in the workflow: `node --inspect-brk --import tsx test/histories/replay.ts <history.json>`.
 */
const { values, positionals: files, times } = readArguments();

quietRuntime();
const bundle = values.bundle === undefined ? await bundleWorkflows() : await findWorkflowCode(values.bundle);
// What is measured is what the worker runs, whose stack traces are short.
const code = await withFlags(bundle, times === 1 ? [WHOLE_STACKS] : []);
const dataConverter = readDataConverter('replay', process.env);
for (const file of files) {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    const took: number[] = [];
    for (let time = 0; time < times; time++) took.push(await cpuMsOf(() => replayHistory(json, code, dataConverter)));
    const cpu = times > 1 ? `; ${Math.round(median(took))} ms of CPU a replay (median of ${times})` : '';
    console.log(`${file}: the workflow does what it did${cpu}`);
  } catch (error) {
    failed(file, error);
  }
}
if (values.query !== undefined) await replayRuns(values.query);
// The runtime would keep the process alive where nothing was replayed.
process.exit();

/** Of all threads of this process, in ms. */
async function cpuMsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function replayRuns(query: string): Promise<void> {
  let count = 0;
  try {
    for await (const { run, error } of replayOpenRuns(query, code, process.env, dataConverter)) {
      count += 1;
      if (error) failed(run, error);
    }
    console.log(`${count} runs were replayed`);
  } catch (error) {
    failed(query, error);
  }
}

function failed(what: string, error: unknown): void {
  console.error(`${what}: ${errorMessage(error)}`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    const options = { query: text, bundle: text, times: { ...text, default: '1' } };
    const read = parseArgs({ allowPositionals: true, options });
    const times = wholeNumber('times', read.values.times);
    if (read.positionals.length > 0 || read.values.query !== undefined) return { ...read, times };
  } catch (error) {
    console.error(errorMessage(error));
  }
  console.error(USAGE);
  return process.exit(2);
}
