import type { CallbackRoute } from '../activities/graph/client/callback-address.ts';
import type { CallEvent } from '../workflows/contract/events.ts';

/** The runs that were found closed a moment ago. */
export interface ClosedRuns {
  remember(route: CallbackRoute): void;
  /** Whether events need not be offered to the run of that address: it is closed, and no other run of its id waits for such. */
  mayPassBy(route: CallbackRoute, events: readonly CallEvent[]): boolean;
}

/** A run that has closed opens again only when an operator resets it. */
const KNOWN_FOR_MS = 30_000;
/** Beyond this many, the oldest is asked again. */
const MOST = 1_000;

/**
 * A chatty meeting in which the bot stays sends its rosters to the address of the escalation that has handed it over, hour after hour, and
 * each cost a question to that run before the stay had it. Only rosters of a multiparty leg pass the run by: another run under its id, for a
 * call that is escalated again, hangs that leg up and awaits its end, but who is in it says nothing to that run (rule 1).
 */
export function rememberClosedRuns(): ClosedRuns {
  const goodUntil = new Map<string, number>();
  const keyOf = ({ workflowId, leg }: CallbackRoute) => `${workflowId} ${leg.run}`;
  return {
    remember(route) {
      const key = keyOf(route);
      goodUntil.delete(key);
      const [oldest] = goodUntil.keys();
      if (goodUntil.size >= MOST && oldest !== undefined) goodUntil.delete(oldest);
      goodUntil.set(key, Date.now() + KNOWN_FOR_MS);
    },
    mayPassBy: (route, events) =>
      route.leg.kind === 'multiparty' &&
      events.every(({ type }) => type === 'roster') &&
      (goodUntil.get(keyOf(route)) ?? 0) > Date.now(),
  };
}
