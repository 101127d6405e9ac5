import type { Step } from './step.ts';

/** What takes part in an escalation, and can do something unforeseen or die. */
export const PARTS = ['caller', 'microsoft', 'worker', 'webhook', 'temporal'] as const;
export type Part = (typeof PARTS)[number];

/** The tests of one part at one step, each `<file> > <full name>`, or why nothing can happen there. */
export type Cell = { tests: readonly [string, ...string[]] } | { cannot: string };

/** One part at every step: a cell that is missing is an error of types. */
export type Row = Record<Step, Cell>;
