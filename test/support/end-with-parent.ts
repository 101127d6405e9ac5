import { pathToFileURL } from 'node:url';

/**
 * Program: `end-with-parent.ts <file> <args…>` runs another of ours in this process, and ends it when our parent is gone,
 * however that ended (the IPC channel closes even on kill -9). First as Ctrl-C would, then for good. No `--import` could do
 * it: the SDK's workflow threads inherit that, and load no TypeScript.
 */
const LAST_WORD = 5_000;

// The program finds its arguments where it always does.
process.argv.splice(1, 1);
const file = process.argv[1];
if (!file) throw new Error('usage: end-with-parent.ts <file> <args…>');

process.channel?.unref();
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), LAST_WORD).unref();
});
await import(pathToFileURL(file).href);
