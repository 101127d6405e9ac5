import { execFile } from 'node:child_process';

export interface ProgramOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** In ms; the program is killed after it. */
  timeout: number;
}

/** Runs a program to its end and answers with its standard output. Fails with the last line it said on standard error. */
export function runProgram(
  command: string,
  args: string[],
  { env = process.env, cwd, timeout }: ProgramOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, cwd, timeout, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}: ${why(error, stderr, timeout)}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

function why(error: { code?: unknown; killed?: boolean; message: string }, stderr: string, timeout: number): string {
  if (error.code === 'ENOENT') return 'not found';
  if (error.killed) return `not done within ${timeout / 1000} s`;
  return stderr.trim().split('\n').at(-1) || error.message;
}
