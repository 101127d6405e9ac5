import { parseArgs } from 'node:util';
import { isInterrupted, whenInterrupted } from '../demo/interrupt.ts';
import { orUsage } from '../graph-simulator/or-usage.ts';
import { wholeNumber } from '../repository/whole-number.ts';
import { runChaos } from './run-chaos.ts';

/**
 * Program, `npm run chaos -- --calls N --seed S --minutes M [--no-kills]`: N escalations in real processes under a seeded mix of
 * faults, while worker, webhook and Temporal server are killed with -9. Exit code 1 when an invariant is broken.
 */
const asked = orUsage('Usage: npm run chaos -- [--calls N] [--seed S] [--minutes M] [--no-kills]', () => {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      calls: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '2' },
      kills: { type: 'boolean', default: true },
    },
  });
  return {
    calls: wholeNumber('calls', values.calls),
    seed: wholeNumber('seed', values.seed),
    minutes: wholeNumber('minutes', values.minutes),
    kills: values.kills,
  };
});
const stops: (() => Promise<void>)[] = [];
const cleanUp = async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
};
whenInterrupted(cleanUp);

try {
  const broken = await runChaos({
    ...asked,
    print: (line) => console.log(line),
    atEnd: (stop) => stops.push(stop),
  });
  process.exitCode = broken > 0 ? 1 : 0;
} catch (error) {
  if (isInterrupted()) await new Promise(() => undefined);
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
await cleanUp();
process.exit();
