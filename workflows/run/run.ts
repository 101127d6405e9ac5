import type { Call } from '../call/call.ts';
import type { Leg } from '../call/leg.ts';
import type { NewTimelineEntry } from '../call/timeline-entries.ts';
import type { CallEvent } from '../contract/events.ts';
import type { LiveHandles } from './live-handles.ts';
import type { RunState } from './run-state.ts';

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
