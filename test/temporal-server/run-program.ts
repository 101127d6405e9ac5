import { execFile } from 'node:child_process';

export interface ProgramOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** In ms; the program is killed after it. */
  timeout: number;
}

/** Runs a program to its end and answers with its standard output. Fails with the last line it said on standard output and on standard error. */
export function runProgram(
  command: string,
  args: string[],
  { env = process.env, cwd, timeout }: ProgramOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, cwd, timeout, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}: ${why(error, [stdout, stderr], timeout)}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

function why(error: { code?: unknown; killed?: boolean; message: string }, said: string[], timeout: number): string {
  if (error.code === 'ENOENT') return 'not found';
  if (error.killed) return `not done within ${timeout / 1000} s`;
  // tsc complains on standard output, npm and pip on standard error.
  const last = said.map((text) => text.trim().split('\n').at(-1)).filter((line) => line);
  return last.join('; ') || error.message;
}
