import { spawn } from 'node:child_process';

/**
 * Program: runs another program (`guard.ts <command> <args…>`) that cannot notice by itself that its parent is gone, and ends it then.
 * SIGTERM is passed on, a message from the parent means SIGKILL; output and exit code are the program's own.
 */
const LAST_WORD = 5_000;

const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error('usage: guard.ts <command> <args…>');

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const kill = () => child.kill('SIGKILL');
process.once('message', kill);
process.once('disconnect', kill);
process.channel?.unref();
process.on('SIGTERM', () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), LAST_WORD).unref();
});
child.once('error', (error) => {
  console.error(`${command}: ${error.message}`);
  process.exitCode = 1;
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
