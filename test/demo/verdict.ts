import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { SimulatorRecord } from '../graph-simulator/front-desk/record.ts';

/** What is not as it must be after an escalation without a hitch; empty when all is well. */
export function faultsOf(result: EscalationResult, record: SimulatorRecord): string[] {
  return [...resultFaults(result), ...requestFaults(record), ...legFaults(result, record), ...callerFaults(record)];
}

function resultFaults(result: EscalationResult): string[] {
  return result.outcome === 'escalated'
    ? []
    : [`the outcome is ${result.outcome}, because of ${result.reason} while ${result.during}`];
}

const ONCE: RequestKind[] = ['answer', 'createCall', 'invite'];

function requestFaults({ requests }: SimulatorRecord): string[] {
  const count = (wanted: RequestKind) => requests.filter(({ kind }) => kind === wanted).length;
  return ONCE.filter((kind) => count(kind) !== 1).map((kind) => `Graph received ${count(kind)} × ${kind}, not one`);
}

function legFaults({ leftBehind = [] }: EscalationResult, { legs }: SimulatorRecord): string[] {
  const named = (id: string) => leftBehind.some((left) => left.includes(id));
  return legs.filter(({ alive, id }) => alive && !named(id)).map(({ kind, id }) => `the ${kind} leg ${id} is still alive`);
}

function callerFaults({ legs, meetings }: SimulatorRecord): string[] {
  const callers = legs.flatMap(({ callerUserId }) => callerUserId ?? []);
  const inside = meetings.flatMap(({ participants }) => participants.map(({ identity }) => identity.id));
  return callers.filter((id) => !inside.includes(id)).map((id) => `the caller ${id} is not in the multiparty call`);
}
