import type { FaultInput } from '../graph-simulator/faults/fault.ts';

/** Whether a script keeps the caller out of every roster. */
export function hidesCaller(faults: readonly FaultInput[]): boolean {
  return faults.some((fault) => 'quirk' in fault && fault.quirk === 'rosterHidesCaller' && fault.on !== false);
}
