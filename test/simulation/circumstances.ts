import type { Random } from './random.ts';

/** What a call meets besides faults. Most runs meet none; shrinking leaves out one after the other. */
export interface Circumstances {
  clocks?: Clocks;
}

/** By how many ms the clock of each process is ahead of Temporal's. */
export interface Clocks {
  /** Of `receivedAt` in the input of a route, and of the events of notifications. */
  webhook: number;
  /** Of the activities. */
  worker: number;
  /** Of another service that starts the escalation: its `receivedAt`. */
  starter: number;
}

export function drawCircumstances(random: Random): Circumstances {
  return {
    ...(random.chance(0.1) && { clocks: drawClocks(random) }),
  };
}

function drawClocks(random: Random): Clocks {
  const skew = () => Math.round(random.pick([0, random.between(-3_000, 3_000), random.between(-60_000, 60_000)]));
  return { webhook: skew(), worker: skew(), starter: skew() };
}
