import type { CancellationScope } from '@temporalio/workflow';
import type { Call } from '../call/call.ts';
import type { Leg } from '../call/leg.ts';
import type { NewTimelineEntry } from '../call/timeline-entries.ts';
import type { CallEvent } from '../contract/events.ts';
import type { Clock } from './clock.ts';
import type { KeepAliveUnderWay } from './keep-alive.ts';
import type { AbortableRequest, Request } from './requests.ts';
import type { RunState } from './run-state.ts';
import type { PendingWait } from './wait.ts';

/** One run of a workflow that looks after calls: what every part of the engine is handed. */
export interface Run {
  /** All that can be carried over to another run. */
  readonly state: RunState;
  /** What cannot: made anew for each run. */
  readonly live: LiveHandles;
  readonly story: Story;
}

/** What a workflow that is built on the engine hands in. */
export interface Story {
  /** Quiet time after which a wait asks Graph, in ms. */
  readonly probeAfter: number;
  /** What the timeline says of a change. */
  entriesOf(before: Call, after: Call): NewTimelineEntry[];
  /** What follows from every change, whoever waits: which leg is the active one, which requests have lost their reason. */
  react?(): void;
  /** What follows once all that is at hand has been applied, before anybody acts on it: what is too dear to work out for each change. */
  settle?(): void;
  /** Whether a leg that is alive is nobody's, so that it is hung up at once. */
  isSurplus(leg: Leg): boolean;
  /** Whether another run looks after a leg that is not this run's: such a leg is not hung up. */
  isLookedAfter?(leg: Leg): Promise<boolean>;
  /** How the run keeps its legs alive; undefined where that is for others to do. */
  readonly keepAlive?: KeepAlivePolicy;
  /** What the inbox has taken, before it is applied: for a run that hands a leg over, and what it hears of it. */
  received?(events: readonly CallEvent[]): void;
  /** Markdown for the run's page in the Temporal UI. */
  details(): string;
}

export interface KeepAlivePolicy {
  /** Between two keepAlives of a leg, in ms. */
  readonly every: number;
  /** Whether the first is sent as soon as the leg is known: it may have lived for long; else it is sent when the leg is `every` old. */
  readonly atOnce: boolean;
  /** Returns something: a call in which nobody but applications is left is reported; the ids count as people, however Graph lists them (Graph §11.9). */
  people?(): string[] | undefined;
}

/** Promises, scopes and timers. Each field is written by one file alone, as in `RunState`. */
export interface LiveHandles {
  readonly clock: Clock;
  /** Runs timers and requests, whoever begins them: a cancellation is a fact to be weighed, not an exception in the middle of a step. */
  readonly scope: CancellationScope;
  /** Something has changed: once all that is at hand has been applied, surplus legs are hung up, waits looked through, and the page is rendered. */
  wake(): void;
  /** Owner: `requests.ts`. */
  requestsInFlight: number;
  /** Owner: `requests.ts`. Requests that can be withdrawn, by what they ask for. */
  readonly abortable: Map<Request, AbortableRequest>;
  /** Owner: `wait.ts`. */
  readonly pendingWaits: Set<PendingWait>;
  /** Owner: `deadlines.ts`. When the timers that are set will fire, in ms of workflow time. */
  readonly timers: Set<number>;
  /** Owner: `hang-up.ts`. By normalized call id. */
  readonly hangingUp: Map<string, Promise<void>>;
  /** Owner: `keep-alive.ts`. The keepAlives under way, by normalized call id. */
  readonly keptAlive: Map<string, KeepAliveUnderWay>;
  /** Owner: `details-page.ts`. */
  detailsAreStale: boolean;
}
