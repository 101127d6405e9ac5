import { CALLER } from './caller.ts';
import type { Cell, Part } from './cell.ts';
import { MICROSOFT } from './microsoft.ts';
import type { Step } from './step.ts';
import { TEMPORAL } from './temporal.ts';
import { WEBHOOK } from './webhook.ts';
import { WORKER } from './worker.ts';

/** Every part at every step: the tests of what it can do to an escalation there. `table.slow.test.ts` sees that they exist. */
export const TABLE = {
  caller: CALLER,
  microsoft: MICROSOFT,
  worker: WORKER,
  webhook: WEBHOOK,
  temporal: TEMPORAL,
} as const satisfies Record<Part, Record<Step, Cell>>;
