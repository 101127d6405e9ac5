import { parseArgs } from 'node:util';
import {
  connectEscalationClient,
  type EscalationClient,
  EscalationNotFound,
  InvalidEscalationInput,
} from './escalation-client.ts';
import { errorMessage } from '../contract/errors.ts';
import { cancel, type Print, show, start, type Voice, wait, watchUntilEnd } from './escalate-commands.ts';
import { HELP } from './escalate-help.ts';

const WRONG_USE = 2;
const NOT_FOUND = 3;

const print: Print = (line) => process.stdout.write(`${line}\n`);
const complain: Print = (line) => process.stderr.write(`${line}\n`);
const voice: Voice = { print, complain };

process.exitCode = await main();

async function main(): Promise<number> {
  const run = readCommand();
  if (typeof run === 'number') return run;
  const client = await connect();
  if (!client) return 1;
  try {
    return await run(client);
  } catch (error) {
    if (error instanceof EscalationNotFound) return fail(error.message, NOT_FOUND);
    if (error instanceof InvalidEscalationInput) return fail(error.message, WRONG_USE);
    return fail(errorMessage(error), 1);
  } finally {
    await client.close();
  }
}

function readCommand(): ((client: EscalationClient) => Promise<number>) | number {
  const { values, positionals } = parseFlags();
  const [command, callId] = positionals;
  if (values.help || command === undefined) {
    print(HELP);
    return command === undefined && !values.help ? WRONG_USE : 0;
  }
  if (command === 'start') {
    const { input, again = false, wait: alsoWait = false } = values;
    return input === undefined
      ? fail('start needs --input <file.json | ->', WRONG_USE)
      : (client) => start(client, { input, again, wait: alsoWait }, voice);
  }
  const commands: Record<string, (client: EscalationClient, callId: string, voice: Voice) => Promise<number>> = {
    show,
    watch: watchUntilEnd,
    wait,
    cancel,
  };
  const named = commands[command];
  if (!named) return fail(`There is no command ${command}\n\n${HELP}`, WRONG_USE);
  return callId === undefined ? fail(`${command} needs the P2P call's id`, WRONG_USE) : (client) => named(client, callId, voice);
}

function parseFlags() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        input: { type: 'string' },
        again: { type: 'boolean' },
        wait: { type: 'boolean' },
      },
    });
  } catch (error) {
    complain(errorMessage(error));
    return { values: { help: false }, positionals: [] };
  }
}

async function connect(): Promise<EscalationClient | undefined> {
  try {
    return await connectEscalationClient();
  } catch (error) {
    const at = process.env.TEMPORAL_ADDRESS
      ? `at ${process.env.TEMPORAL_ADDRESS}`
      : "where Temporal's settings say, else at localhost:7233";
    complain(`Temporal cannot be reached ${at} (TEMPORAL_ADDRESS): ${errorMessage(error)}`);
    return undefined;
  }
}

function fail(why: string, code: number): number {
  complain(why);
  return code;
}
