import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { nodeArgs } from '../../support/child-process.ts';

export interface RanCommand {
  code: number;
  out: string;
  complaints: string;
}

export interface RunWith {
  env: NodeJS.ProcessEnv;
  stdin?: string;
}

export const NPM = ['npm', 'run', '--silent', 'escalate', '--'];
/** What npm runs; without npm, and built, it is quicker. */
const PROGRAM = [process.execPath, ...nodeArgs(resolve('workflows/client/escalate.ts'))];

/** Runs the command line to its end, as a program of its own. */
export async function escalateProgram(args: string[], { env, stdin = '' }: RunWith, how = PROGRAM): Promise<RanCommand> {
  const [command = '', ...first] = how;
  const child = spawn(command, [...first, ...args], { env, stdio: 'pipe' });
  child.stdin.end(stdin);
  const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode ?? -1, out: out.trim(), complaints };
}

export interface Server {
  address: string;
  namespace: string;
  taskQueue: string;
}

/** Nothing of what surrounds the tests. */
export function environmentFor({ address, namespace, taskQueue }: Server): NodeJS.ProcessEnv {
  const ours = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TASK_QUEUE: taskQueue };
  return { PATH: process.env.PATH, HOME: process.env.HOME, ...ours };
}
