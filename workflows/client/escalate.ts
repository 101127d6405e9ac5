import { errorMessage } from '../contract/errors.ts';
import { type Command, readCommand, WrongUsage } from './escalate-arguments.ts';
import { HELP } from './escalate-help.ts';
import type { Output, Print } from './escalate-output.ts';
import type { EscalationClient } from './escalation-client.ts';
import { readDataConverter } from '../payloads/read-data-converter.ts';
import { startTraces } from '../traces/start-traces.ts';
import { readTraceSettings } from '../traces/traces-schema.ts';
import { InvalidInput } from './invalid-input.ts';
import { NotFound } from './not-found.ts';

const WRONG_USAGE = 2;
const NOT_FOUND = 3;

const print: Print = (line) => process.stdout.write(`${line}\n`);
const printError: Print = (line) => process.stderr.write(`${line}\n`);
const output: Output = { print, printError };

/** A command that does what it was asked says nothing else but that its traces are lost. */
const TRACES_LOG = { info: () => {}, warn: ({ why }: { why: string }, message: string) => printError(`${message} (${why})`) };

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const command = readCommand(process.argv.slice(2));
    if (command !== 'help') return await run(command);
    print(HELP);
    return 0;
  } catch (error) {
    printError(errorMessage(error));
    if (error instanceof WrongUsage || error instanceof InvalidInput) return WRONG_USAGE;
    return error instanceof NotFound ? NOT_FOUND : 1;
  }
}

async function run(command: Command): Promise<number> {
  const traces = await startTraces(readTraceSettings('client', 'call-escalation-client', process.env), TRACES_LOG);
  const client = await connect();
  try {
    return await command(client, output);
  } finally {
    await client.close();
    await traces?.shutdown();
  }
}

async function connect(): Promise<EscalationClient> {
  // Its faults are not the connection's.
  readDataConverter('client', process.env);
  // Not before it is needed: Temporal's client takes half a second to be loaded, and help needs none.
  const { connectEscalationClient } = await import('./escalation-client.ts');
  try {
    return await connectEscalationClient();
  } catch (error) {
    const at = process.env.TEMPORAL_ADDRESS
      ? `at ${process.env.TEMPORAL_ADDRESS}`
      : "where Temporal's settings say, else at localhost:7233";
    throw new Error(`Temporal cannot be reached ${at} (TEMPORAL_ADDRESS): ${errorMessage(error)}`, { cause: error });
  }
}
