import type { FaultInput } from './fault.ts';

/** What can be asked for by name, `--fault <name>`. */
export interface NamedFault {
  /** One sentence, for `--faults`. */
  what: string;
  faults: FaultInput[];
}
