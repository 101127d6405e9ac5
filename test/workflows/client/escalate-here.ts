import { Readable } from 'node:stream';
import { runEscalate } from '../../../workflows/client/run-escalate.ts';
import type { RanCommand, RunWith } from './escalate-program.ts';

/** The command line in this process: as a program of its own it takes most of a second of a core to load Temporal's client. */
export async function escalateHere(args: string[], { env, stdin = '' }: RunWith): Promise<RanCommand> {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await runEscalate(args, {
    print: (line) => void out.push(line),
    printError: (line) => void complaints.push(line),
    stdin: Readable.from([stdin]),
    env,
  });
  return { code, out: out.join('\n').trim(), complaints: complaints.join('\n') };
}
