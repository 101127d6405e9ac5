import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Ending, EndingName } from './ending.ts';

export interface Expectation {
  ending: EndingName;
  /** Nothing went wrong, so that each request was sent once a call. */
  withoutFault: boolean;
}

/** What is not as it must be, by how the escalations ended and by what Microsoft's side saw; empty when all is well. */
export function faultsOf(endings: Ending[], record: SimulatorRecord, expected: Expectation): string[] {
  return [
    ...endingFaults(endings, expected),
    ...(expected.withoutFault ? requestFaults(record, endings.length) : []),
    ...legFaults(endings, record),
    ...endings.flatMap((ending) => callerFaults(ending, record)),
  ];
}

function endingFaults(endings: Ending[], expected: Expectation): string[] {
  return endings
    .filter(({ name }) => name !== expected.ending)
    .map(({ name, remarks }) => `the outcome is ${name}, not ${expected.ending} (${remarks.join(' ')})`);
}

const ONCE: RequestKind[] = ['answer', 'createCall', 'invite'];

function requestFaults({ requests }: SimulatorRecord, calls: number): string[] {
  const count = (wanted: RequestKind) => requests.filter(({ kind }) => kind === wanted).length;
  return ONCE.filter((kind) => count(kind) !== calls).map((kind) => `Graph received ${count(kind)} × ${kind}, not ${calls}`);
}

function legFaults(endings: Ending[], { legs }: SimulatorRecord): string[] {
  const named = (id: string) => endings.some(({ leftBehind }) => leftBehind.some((left) => left.includes(id)));
  const kept = (id: string) => endings.some(({ p2pCallId, p2pCall }) => p2pCallId === id && p2pCall === 'kept');
  return [
    ...legs
      .filter(({ alive, id }) => alive && !named(id) && !kept(id))
      .map(({ kind, id }) => `the ${kind} leg ${id} is still alive`),
    ...legs
      .filter(({ alive, id }) => !alive && kept(id))
      .map(({ id }) => `the P2P leg ${id} has ended, though it was to be kept`),
  ];
}

function callerFaults({ name, p2pCallId }: Ending, { legs, meetings }: SimulatorRecord): string[] {
  const caller = legs.find(({ id }) => id === p2pCallId)?.callerUserId;
  const isInside = meetings.some(({ participants }) => participants.some(({ identity }) => identity.id === caller));
  if (isInside === (name === 'escalated')) return [];
  return [`the caller ${caller} is ${isInside ? '' : 'not '}in the multiparty call`];
}
