/** Time that passes only when everything that was to happen before has happened. */
export interface VirtualClock {
  /** ms since 1970. */
  now: () => number;
  after: (ms: number, what: string, act: () => void) => () => void;
  /** Runs what comes next, at its time. False when nothing is left, or nothing before `end`. */
  step(end: number): boolean;
}

interface Entry {
  at: number;
  order: number;
  what: string;
  act: () => void;
  cancelled: boolean;
}

export function createVirtualClock(start: number): VirtualClock {
  const heap: Entry[] = [];
  let time = start;
  let order = 0;
  return {
    now: () => time,
    after(ms, what, act) {
      const entry: Entry = { at: time + Math.max(0, Math.round(ms)), order: order++, what, act, cancelled: false };
      push(heap, entry);
      return () => {
        entry.cancelled = true;
      };
    },
    step(end) {
      for (let next = heap[0]; next !== undefined && next.at <= end; next = heap[0]) {
        pop(heap);
        if (next.cancelled) continue;
        time = next.at;
        next.act();
        return true;
      }
      return false;
    },
  };
}

function before(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a || !b) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  heap.push(entry);
  for (let i = heap.length - 1; i > 0; ) {
    const parent = (i - 1) >> 1;
    if (!before(heap[i], heap[parent])) return;
    swap(heap, i, parent);
    i = parent;
  }
}

function pop(heap: Entry[]): void {
  swap(heap, 0, heap.length - 1);
  heap.pop();
  for (let i = 0; ; ) {
    const [left, right] = [2 * i + 1, 2 * i + 2];
    let first = i;
    if (before(heap[left], heap[first])) first = left;
    if (before(heap[right], heap[first])) first = right;
    if (first === i) return;
    swap(heap, i, first);
    i = first;
  }
}

function swap(heap: Entry[], a: number, b: number): void {
  const [x, y] = [heap[a], heap[b]];
  if (!x || !y) return;
  heap[a] = y;
  heap[b] = x;
}
