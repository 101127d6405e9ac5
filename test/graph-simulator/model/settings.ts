import type { Forms } from './forms.ts';

/** How long Microsoft's side takes, in ms. The fixed limits are documented or reported (Graph §10), the delays are of our choosing. */
export interface Timings {
  /** Answer window, from the incoming notification; fixed by Graph. */
  answerWindow: number;
  /** Until the notification `establishing`, from the request. */
  establishing: number;
  /** Until `established`, from the request. */
  established: number;
  /** Until a leg that never establishes is given up with 500/7117. */
  stuck: number;
  /** Until the first roster, from `established`. */
  firstRoster: number;
  /** Until an invited person is in, from the invite. */
  taken: number;
  /** Until an invited person says no, from the invite. */
  declined: number;
  /** Until Teams stops ringing, from the invite. */
  ring: number;
  /** Until a new group call that nobody has joined ends with 200/5013: how long is nowhere documented. */
  nobodyJoins: number;
  /** Until a leg whose meeting everybody has left ends, where the script has it end. */
  lonely: number;
  /** Between a change of who is in the call and the roster that tells. */
  roster: number;
  /** Between operation completed and the end of the replaced P2P leg. */
  replaced: number;
  /** Between `terminated` (or `terminating`) and `deleted`. */
  deleted: number;
  /** A leg ends so long after its last keepAlive; fixed by Graph. */
  keepAlive: number;
  /** How long an operation can be read after its end: nowhere documented. */
  operationReadable: number;
  /** Between a legacy first notification and its repetition in Graph's form. */
  legacyRepeat: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** As in the field, roughly: for the demo. */
export const REALISTIC_TIMINGS: Timings = {
  answerWindow: 15 * SECOND,
  establishing: 100,
  established: 500,
  stuck: MINUTE,
  firstRoster: 200,
  taken: 800,
  declined: 4 * SECOND,
  ring: MINUTE,
  nobodyJoins: 2 * MINUTE,
  lonely: 3 * SECOND,
  roster: 200,
  replaced: 400,
  deleted: 150,
  keepAlive: 45 * MINUTE,
  operationReadable: MINUTE,
  legacyRepeat: 300,
};

/** Delays shrunk to what still keeps the order; Graph's fixed limits stay. For tests. */
export const FAST_TIMINGS: Timings = {
  ...REALISTIC_TIMINGS,
  establishing: 10,
  established: 30,
  stuck: 500,
  firstRoster: 10,
  taken: 40,
  declined: 60,
  ring: 400,
  lonely: 50,
  roster: 10,
  replaced: 30,
  deleted: 10,
  legacyRepeat: 10,
};

export interface Settings extends Forms {
  timings: Timings;
  /** The bot's app id: audience of callback tokens, and the bot's identity in rosters. */
  applicationId: string;
  /** The bot's registered calling webhook, where incoming calls go. */
  botAddress: string;
  /** Legs at once, and made by the app in a month (Graph §10). */
  concurrentCalls: number;
  monthlyCalls: number;
}
