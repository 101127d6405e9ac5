import { parseArgs } from 'node:util';
import { type FaultName, isFaultName } from '../graph-simulator/faults/named-faults.ts';
import { EXAMPLES, type ExampleName, isExampleName } from './examples/example-name.ts';

/** Only users who call can be many, and only one call can go wrong by name. */
export type Played = { example: 'escalate'; calls: Calls } | { example: Exclude<ExampleName, 'escalate'> };

export interface Calls {
  /** How many users call at once. */
  number: number;
  fault?: FaultName;
}

export interface RunOptions {
  /** Leave everything running at the end. */
  keep: boolean;
  played: Played;
}

export type DemoCommand = { show: 'help' | 'list' } | { run: RunOptions };

/** The command line was not understood; the message says what is. */
export class WrongUse extends Error {}

/** Two legs an escalation, and Graph allows a hundred at once (Graph §10). */
const MOST_CALLS = 50;

export const HELP = `Usage: npm run demo -- [options]

  --example NAME what is shown:
${Object.entries(EXAMPLES)
  .map(([name, what]) => `                 ${name.padEnd(15)} ${what}${name === 'escalate' ? ' (default)' : ''}`)
  .join('\n')}
  --keep         leave everything running at the end, for a look around

Of escalate:
  --calls N      N users call at once (at most ${MOST_CALLS}); a table of times at the end
  --fault NAME   one thing goes wrong
  --list         all that can go wrong, and what one sees then

Exit code 0: it ended as expected.`;

/** @throws {WrongUse} */
export function readOptions(args: string[]): DemoCommand {
  const { help, list, keep = false, example = 'escalate', calls, fault: faults = [] } = flags(args);
  if (help) return { show: 'help' };
  if (list) return { show: 'list' };
  if (!isExampleName(example)) throw new WrongUse(`There is no example ${example}: ${Object.keys(EXAMPLES).join(', ')}.`);
  if (example === 'escalate') return { run: { keep, played: { example, calls: callsOf(calls, faults) } } };
  if (calls !== undefined || faults.length > 0)
    throw new WrongUse(`--calls and --fault are for the example escalate, not for ${example}.`);
  return { run: { keep, played: { example } } };
}

function callsOf(calls: string | undefined, [fault, ...more]: string[]): Calls {
  if (more.length > 0)
    throw new WrongUse('--fault takes one fault: a call under several is for npm run simulate and npm run chaos.');
  if (fault !== undefined && calls !== undefined)
    throw new WrongUse('--fault and --calls do not go together: what goes wrong, goes wrong for one call.');
  if (fault !== undefined && !isFaultName(fault))
    throw new WrongUse(`There is no fault ${fault}. All of them: npm run demo -- --list`);
  return { number: numberOf(calls), ...(fault !== undefined && { fault }) };
}

function flags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        list: { type: 'boolean' },
        keep: { type: 'boolean' },
        example: { type: 'string' },
        calls: { type: 'string' },
        fault: { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function numberOf(calls = '1'): number {
  const number = Number(calls);
  if (!Number.isInteger(number) || number < 1 || number > MOST_CALLS)
    throw new WrongUse(
      `--calls takes a whole number from 1 to ${MOST_CALLS}, not ${calls}: Graph allows an app 100 legs at once, and each call takes two.`,
    );
  return number;
}
