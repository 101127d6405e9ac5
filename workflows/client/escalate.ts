import type { Print } from './escalate-terminal.ts';
import { runEscalate } from './run-escalate.ts';

const print: Print = (line) => process.stdout.write(`${line}\n`);
const printError: Print = (line) => process.stderr.write(`${line}\n`);

process.exitCode = await runEscalate(process.argv.slice(2), { print, printError, stdin: process.stdin, env: process.env });
