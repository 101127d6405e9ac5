import type { FaultInput } from './fault.ts';
import type { NamedFault } from './named-fault.ts';
import { NAMED_FAULTS } from './named-faults.ts';
import { STAYING_FAULTS } from './staying-faults.ts';

/** What goes wrong with escalations, and with the calls that follow them. */
export const ALL_FAULTS: Record<string, NamedFault> = { ...NAMED_FAULTS, ...STAYING_FAULTS };

/** Undefined: there is none of that name. */
export function faultsOf(name: string): FaultInput[] | undefined {
  return Object.hasOwn(ALL_FAULTS, name) ? ALL_FAULTS[name]?.faults : undefined;
}
