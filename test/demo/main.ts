import { faultList } from './fault-list.ts';
import { interruption, isInterrupted, whenInterrupted } from './interrupt.ts';
import { type DemoCommand, HELP, readOptions, type RunOptions, WrongUse } from './options.ts';
import { runDemo } from './run-demo.ts';

/** Program, `npm run demo`. Exit code 0 only when it ended as it must, 2 for a command line that was not understood. */
const WRONG_USE = 2;
const stops: (() => Promise<void>)[] = [];
const cleanUp = async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
};
const print = (line: string) => console.log(line);

const command = commandLine();
if (!command) process.exitCode = WRONG_USE;
else if ('run' in command) await run(command.run);
else for (const line of command.show === 'help' ? [HELP] : faultList()) print(line);

function commandLine(): DemoCommand | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    console.error(error.message);
    return undefined;
  }
}

async function run(options: RunOptions): Promise<void> {
  whenInterrupted(cleanUp);
  try {
    // Who sits before it wants to open the link.
    const keep = options.keep || (process.stdout.isTTY && !process.env.CI);
    const { asExpected } = await runDemo({ ...options, keep }, { print, atEnd: (stop) => stops.push(stop) });
    process.exitCode = asExpected ? 0 : 1;
    if (keep) await interruption();
  } catch (error) {
    if (isInterrupted()) await new Promise(() => undefined);
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  await cleanUp();
  process.exit();
}
