import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { Quirk } from '../graph-simulator/faults/kinds.ts';

/** Whether a script keeps the caller out of every roster. */
export function hidesCaller(faults: readonly FaultInput[]): boolean {
  return has(faults, 'rosterHidesCaller');
}

/** Whether the caller is in the meeting with another device. */
export function isInAlready(faults: readonly FaultInput[]): boolean {
  return has(faults, 'callerInMeetingAlready');
}

function has(faults: readonly FaultInput[], quirk: Quirk): boolean {
  return faults.some((fault) => 'quirk' in fault && fault.quirk === quirk && fault.on !== false);
}
