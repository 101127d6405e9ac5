import type { FinishedUpdate, Stay } from '../stay.ts';

/** Of the latest ones. They are carried over, so they must not grow into an input that Temporal refuses (2 MB). */
const MOST_PEOPLE = 1_000;

export function finishedUpdate({ state }: Stay, id: string): FinishedUpdate | undefined {
  return state.finishedUpdates.find((update) => update.id === id);
}

export function recordFinished({ state }: Stay, update: FinishedUpdate): void {
  state.finishedUpdates.push(update);
  let people = 0;
  const first = state.finishedUpdates.findLastIndex((one) => (people += sizeOf(one)) > MOST_PEOPLE);
  state.finishedUpdates.splice(0, first + 1);
}

function sizeOf(update: FinishedUpdate): number {
  return 'people' in update ? update.people.length : 1;
}
