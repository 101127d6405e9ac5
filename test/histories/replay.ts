import { readFile } from 'node:fs/promises';
import { bundleWorkflows } from '../../worker/bundle/workflow-code.ts';
import { readDataConverter } from '../../workflows/payloads/read-data-converter.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { replayHistory } from './replay-history.ts';

/**
 * Program, `npm run replay -- <history.json …>`: replays each against the current workflow code. With breakpoints in the
 * workflow: `node --inspect-brk --import tsx test/histories/replay.ts <history.json>`.
 */
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: npm run replay -- <history.json …>');
  process.exit(2);
}

quietRuntime();
const dataConverter = readDataConverter('replay', process.env);
const bundle = await bundleWorkflows();
for (const file of files) {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    await replayHistory(json, bundle, dataConverter);
    console.log(`${file}: the workflow does what it did`);
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
// The runtime would keep the process alive where nothing was replayed.
process.exit();
