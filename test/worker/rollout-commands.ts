import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** The commands that an operator copies from deploy/README.md, one a line, in order. */
export function rolloutCommands(part: 'first' | 'next'): string[] {
  const text = readFileSync('deploy/README.md', 'utf8');
  const block = new RegExp(`<!-- rollout: ${part} -->\\n\`\`\`sh\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
  return block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Runs one in a shell, as its reader would. @returns what it says */
export async function runCommand(command: string, cli: string, env: NodeJS.ProcessEnv): Promise<string> {
  const path = `${dirname(cli)}:${process.env.PATH}`;
  // The binary may have another name, and a shell function has none that matters.
  const script = `temporal() { "${cli}" "$@"; }\n${command}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env: { HOME: process.env.HOME, PATH: path, ...env } });
  return stdout;
}
