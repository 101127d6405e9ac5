import { errorMessage } from '../contract/errors.ts';
import { readDataConverter } from '../payloads/read-data-converter.ts';
import { startTraces } from '../traces/start-traces.ts';
import { readTraceSettings } from '../traces/traces-schema.ts';
import { type Command, readCommand, WrongUsage } from './escalate-arguments.ts';
import { HELP } from './escalate-help.ts';
import type { Terminal } from './escalate-terminal.ts';
import type { EscalationClient } from './escalation-client.ts';
import { InvalidInput } from './invalid-input.ts';
import { NotFound } from './not-found.ts';

const WRONG_USAGE = 2;
const NOT_FOUND = 3;

/** The command line of the client. Resolves with the exit code; whatever goes wrong is printed. */
export async function runEscalate(args: string[], terminal: Terminal): Promise<number> {
  try {
    const command = readCommand(args);
    if (command !== 'help') return await run(command, terminal);
    terminal.print(HELP);
    return 0;
  } catch (error) {
    terminal.printError(errorMessage(error));
    if (error instanceof WrongUsage || error instanceof InvalidInput) return WRONG_USAGE;
    return error instanceof NotFound ? NOT_FOUND : 1;
  }
}

async function run(command: Command, terminal: Terminal): Promise<number> {
  // A command that does what it was asked says nothing else but that its traces are lost.
  const log = { info: () => {}, warn: ({ why }: { why: string }, message: string) => terminal.printError(`${message} (${why})`) };
  const traces = await startTraces(readTraceSettings('client', 'call-escalation-client', terminal.env), log);
  const client = await connect(terminal);
  try {
    return await command(client, terminal);
  } finally {
    await client.close();
    await traces?.shutdown();
  }
}

async function connect({ env }: Terminal): Promise<EscalationClient> {
  // Its faults are not the connection's.
  readDataConverter('client', env);
  // Not before it is needed: Temporal's client takes half a second to be loaded, and help needs none.
  const { connectEscalationClient } = await import('./escalation-client.ts');
  try {
    return await connectEscalationClient(undefined, env);
  } catch (error) {
    const at = env.TEMPORAL_ADDRESS ? `at ${env.TEMPORAL_ADDRESS}` : "where Temporal's settings say, else at localhost:7233";
    throw new Error(`Temporal cannot be reached ${at} (TEMPORAL_ADDRESS): ${errorMessage(error)}`, { cause: error });
  }
}
