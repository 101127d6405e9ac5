/** Chance from a seed: the same seed gives the same sequence (mulberry32). */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [from, to), ms or whatever is counted. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  guid(): string;
}

const HEX = '0123456789abcdef';

/** As `createRandom`, but for the latencies: each is its shortest. */
export function createSteadyRandom(seed: number): Random {
  return { ...createRandom(seed), between: (from) => from };
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += HEX.charAt(Math.floor(next() * 16));
    return text;
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick: (from) => {
      const picked = from[Math.floor(next() * from.length)];
      if (picked === undefined) throw new RangeError('Nothing to pick from');
      return picked;
    },
    guid: () => `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
  };
}
