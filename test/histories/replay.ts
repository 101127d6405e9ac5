import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { findWorkflowCode, bundleWorkflows } from '../../worker/bundle/workflow-code.ts';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { readDataConverter } from '../../workflows/payloads/read-data-converter.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { replayHistory } from './replay-history.ts';
import { replayOpenRuns } from './replay-open-runs.ts';

const USAGE = `usage: npm run replay -- <history.json …>
       npm run replay -- --query '<list filter>'   the runs of the server of Temporal's variables
       --bundle <workflow-bundle.js>               with the code of another version, instead of today's`;

/**
 * Program, `npm run replay -- <history.json …>`, or `-- --query <list filter>`: replays each against the current workflow code. With
 * breakpoints in the workflow: `node --inspect-brk --import tsx test/histories/replay.ts <history.json>`.
 */
const { values, positionals: files } = readArguments();

quietRuntime();
const code = values.bundle === undefined ? await bundleWorkflows() : await findWorkflowCode(values.bundle);
const dataConverter = readDataConverter('replay', process.env);
for (const file of files) {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    await replayHistory(json, code, dataConverter);
    console.log(`${file}: the workflow does what it did`);
  } catch (error) {
    failed(file, error);
  }
}
if (values.query !== undefined) await replayRuns(values.query);
// The runtime would keep the process alive where nothing was replayed.
process.exit();

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
    const read = parseArgs({ allowPositionals: true, options: { query: { type: 'string' }, bundle: { type: 'string' } } });
    if (read.positionals.length > 0 || read.values.query !== undefined) return read;
  } catch (error) {
    console.error(errorMessage(error));
  }
  console.error(USAGE);
  return process.exit(2);
}
