import type { Random } from './random.ts';

/** What a call meets besides faults. Most runs meet none; shrinking leaves out one after the other. */
export interface Circumstances {
  clocks?: Clocks;
  tokensOut?: TokensOut;
  slowRosters?: SlowRosters;
  /** The meeting's organizer is of another tenant than the caller. */
  otherOrganizer?: true;
  /** Started again, the escalation goes to another meeting, of a third tenant. */
  againElsewhere?: true;
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

/** Entra gives no token for one tenant: from when on, and for how long, in ms after the call. */
export interface TokensOut {
  tenant: 'caller' | 'organizer';
  from: number;
  for: number;
}

/** Rosters that are read come in so many pages, each after so many ms. */
export interface SlowRosters {
  pages: number;
  pageTakes: number;
}

/** @param isStartedAgain whether the scenario starts its escalation twice */
export function drawCircumstances(random: Random, isStartedAgain: boolean): Circumstances {
  return {
    ...(random.chance(0.1) && { clocks: drawClocks(random) }),
    ...(random.chance(0.06) && { tokensOut: drawTokensOut(random) }),
    ...(random.chance(0.06) && { slowRosters: drawSlowRosters(random) }),
    ...(random.chance(0.12) && { otherOrganizer: true }),
    ...(isStartedAgain && random.chance(0.3) && { againElsewhere: true }),
  };
}

function drawClocks(random: Random): Clocks {
  const skew = () => Math.round(random.pick([0, random.between(-3_000, 3_000), random.between(-60_000, 60_000)]));
  return { webhook: skew(), worker: skew(), starter: skew() };
}

function drawTokensOut(random: Random): TokensOut {
  return {
    tenant: random.pick(['caller', 'organizer']),
    from: random.pick([0, random.between(0, 3_000), random.between(0, 60_000)]),
    for: random.pick([random.between(500, 5_000), random.between(5_000, 40_000), random.between(40_000, 120_000)]),
  };
}

function drawSlowRosters(random: Random): SlowRosters {
  return {
    pages: Math.round(random.between(2, 20)),
    pageTakes: random.pick([random.between(20, 300), random.between(500, 2_900)]),
  };
}
