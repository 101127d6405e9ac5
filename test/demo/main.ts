import { interruption, isInterrupted, whenInterrupted } from './interrupt.ts';
import { runDemo } from './run-demo.ts';

/** Program, `npm run demo`. Exit code 0 only when the call ended as it must. On a terminal the Temporal UI stays up until Ctrl-C. */
const stops: (() => Promise<void>)[] = [];
const cleanUp = async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
};
whenInterrupted(cleanUp);

try {
  const { asExpected } = await runDemo({ print: (line) => console.log(line), atEnd: (stop) => stops.push(stop) });
  process.exitCode = asExpected ? 0 : 1;
  if (process.stdout.isTTY && !process.env.CI) {
    console.log('\nThe Temporal UI stays up until Ctrl-C.');
    await interruption();
  }
} catch (error) {
  if (isInterrupted()) await new Promise(() => undefined);
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await cleanUp();
process.exit();
