import type { CancellationScope } from '@temporalio/workflow';
import type { WaitingFor } from '../contract/waiting-for.ts';
import type { Clock } from './clock.ts';
import type { AbortableRequest, Request } from './request.ts';

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
  /** Owner: `probe.ts`. */
  lastProbe?: Request;
  /** Owner: `details-page.ts`. */
  detailsAreStale: boolean;
}

/** A wait of this moment. */
export interface PendingWait {
  /** For query and UI; undefined while there is nothing to show. */
  shown?: WaitingFor;
  /** Looks whether it is over, and goes on. */
  advance(): void;
}

/** A leg's keepAlive: the activity that repeats it, or the pause after one that was refused for good. */
export type KeepAliveUnderWay = { kind: 'activity'; withdraw(): void } | { kind: 'refused'; until: number };
