import { parseArgs } from 'node:util';
import { wholeNumber } from '../repository/whole-number.ts';

/** The parts of the bench, in the order in which they run: what counts first, what kills last. */
export const PARTS = [
  'counts',
  'reaction',
  'together',
  'throughput',
  'growth',
  'stay',
  'webhook',
  'coldStart',
  'createWhen',
  'kill',
  'stayMemory',
] as const;
export type Part = (typeof PARTS)[number];
/** What tells nothing in a few seconds, or compares us with ourselves. */
const NOT_QUICK: readonly Part[] = ['createWhen', 'kill', 'stayMemory'];

export interface BenchOptions {
  only: readonly Part[];
  /** Calls alone, one after the other. */
  calls: number;
  /** Calls that are kept under way where it is about throughput. */
  atOnce: number;
  /** Of each measurement under load, in ms. */
  duration: number;
  /** Escalations that are open when the worker is killed, or its memory is looked at. */
  open: number;
  /** How often what is noisy is repeated; the figure is the median. */
  rounds: number;
  workers: number;
  /** Where the JSON is written. */
  json?: string;
  /** A folder for CPU profiles of worker and webhook. */
  profile?: string;
  build: boolean;
}

export const USAGE = `Usage: npm run bench -- [--quick] [--only PART[,PART …]] [--calls N] [--at-once N] [--seconds N] [--open N] [--rounds N]
                        [--workers N] [--json FILE] [--profile FOLDER] [--no-build]
Parts: ${PARTS.join(', ')}`;

const DEFAULTS = { calls: 60, atOnce: 20, seconds: 20, open: 2_000, rounds: 3 };
const QUICK = { calls: 12, atOnce: 20, seconds: 3, open: 150, rounds: 1 };

const LEAST_OPEN = 100;

/** @throws where one of them is not understood */
export function readOptions(args: string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: text,
      calls: text,
      'at-once': text,
      seconds: text,
      open: text,
      rounds: text,
      workers: { type: 'string', default: '1' },
      json: text,
      profile: text,
      build: { type: 'boolean', default: true },
    },
  });
  const standard = values.quick ? QUICK : DEFAULTS;
  const number = (flag: string, given: string | undefined, otherwise: number) =>
    given === undefined ? otherwise : wholeNumber(flag, given);
  const open = number('open', values.open, standard.open);
  if (open < LEAST_OPEN) throw new Error(`--open takes ${LEAST_OPEN} at least: the first ones only warm the worker up`);
  return {
    only: values.only?.split(',').map(partOf) ?? PARTS.filter((part) => !values.quick || !NOT_QUICK.includes(part)),
    calls: number('calls', values.calls, standard.calls),
    atOnce: number('at-once', values['at-once'], standard.atOnce),
    duration: 1_000 * number('seconds', values.seconds, standard.seconds),
    open,
    rounds: number('rounds', values.rounds, standard.rounds),
    workers: wholeNumber('workers', values.workers),
    ...(values.json !== undefined && { json: values.json }),
    ...(values.profile !== undefined && { profile: values.profile }),
    build: values.build,
  };
}

function partOf(name: string): Part {
  const part = PARTS.find((known) => known === name);
  if (!part) throw new Error(`There is no part ${name}. Parts: ${PARTS.join(', ')}`);
  return part;
}
