import type { ActivityOptions } from '@temporalio/workflow';

export type Settled = { value: unknown } | { error: Error };

/** How a workflow function, or a handler of an update, ended. */
export type Ending = { result: unknown } | { failure: Error };

/** What a workflow asks of Temporal, as the SDK's commands do. */
export type Command =
  | {
      type: 'activity';
      seq: number;
      name: string;
      args: unknown[];
      options: ActivityOptions & { summary?: string };
      local: boolean;
    }
  | { type: 'cancelActivity'; seq: number }
  | { type: 'timer'; seq: number; ms: number }
  | { type: 'attributes'; values: Record<string, unknown> }
  | { type: 'updateAccepted'; id: string }
  | { type: 'updateCompleted'; id: string; outcome: Ending }
  /** No part of the history: a refused update leaves none. */
  | { type: 'updateRejected'; id: string; failure: Error }
  | {
      type: 'startChild';
      seq: number;
      name: string;
      workflowId: string;
      args: unknown[];
      reusePolicy: ReusePolicy;
      attributes: Record<string, unknown>;
    }
  | { type: 'signalExternal'; seq: number; workflowId: string; name: string; args: unknown[] };

/** What becomes of a start under the id of a run that has ended. */
export type ReusePolicy = 'ALLOW_DUPLICATE' | 'REJECT_DUPLICATE';

export interface Execution {
  workflowId: string;
  runId: string;
}

/** What a run is part of. */
export interface Chain {
  readonly workflowType: string;
  readonly firstRunId: string;
  readonly continuedFrom?: string;
  readonly parent?: Execution;
  /** Search attributes that it was started with, by their names. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export type Handler = (...args: unknown[]) => unknown;

export interface ReceivedUpdate {
  id: string;
  name: string;
  args: unknown[];
}

/** One instance of a workflow function: a run, or its replay. */
export interface Instance extends Execution {
  readonly startTime: Date;
  readonly chain: Chain;
  commands: Command[];
  /** How the workflow function, or a handler for it, has ended. */
  ending?: Ending;
  conditions: Set<{ ready: () => boolean; wake: () => void }>;
  timers: Map<number, () => void>;
  /** The scope whose function runs now, as far as its first `await`. */
  scope?: { activities: number[] };
  /** Activities, child starts and signals to others: whoever asked waits here. */
  asked: Map<number, { succeed: (value: unknown) => void; fail: (error: Error) => void }>;
  /** Ends of children, by the number of their start. */
  children: Map<number, { succeed: (value: unknown) => void; fail: (error: Error) => void }>;
  /** Names of the activities whose cancellation awaits nobody (TRY_CANCEL). */
  endAtOnce: Map<number, string>;
  /** Those of them that were cancelled in this task. */
  cancelledNow: number[];
  signals: Map<string, Handler>;
  queries: Map<string, Handler>;
  updates: Map<string, { handler: Handler; validator?: Handler }>;
  bufferedSignals: { name: string; args: unknown[] }[];
  bufferedUpdates: ReceivedUpdate[];
  handlersUnderWay: number;
  /** A replay runs no validator: what the history has was accepted. */
  replaying: boolean;
  cancelled: boolean;
  onCancel: (() => void)[];
  seq: number;
  /** Grows like the history, from task to task. */
  activations: number;
  continueAsNewSuggested: boolean;
  /** Search attributes as the run knows them: those it was started with, and what it has written since. */
  attributes: Record<string, unknown>;
  details: string;
  /** How often the details were rendered, by activation. */
  renders: number[];
  /** What it counted and measured, in order; a replay counts nothing. */
  metrics: RecordedMetric[];
}

export interface RecordedMetric {
  name: string;
  value: number;
  labels: Record<string, unknown>;
}

/** Before its first activation. */
export function newInstance(workflowId: string, runId: string, startTime: Date, chain?: Chain): Instance {
  return {
    workflowId,
    runId,
    startTime,
    chain: chain ?? { workflowType: '', firstRunId: runId },
    commands: [],
    conditions: new Set(),
    timers: new Map(),
    asked: new Map(),
    children: new Map(),
    endAtOnce: new Map(),
    cancelledNow: [],
    signals: new Map(),
    queries: new Map(),
    updates: new Map(),
    bufferedSignals: [],
    bufferedUpdates: [],
    handlersUnderWay: 0,
    replaying: false,
    cancelled: false,
    onCancel: [],
    seq: 0,
    activations: 0,
    continueAsNewSuggested: false,
    attributes: { ...chain?.attributes },
    details: '',
    renders: [],
    metrics: [],
  };
}

let active: Instance | undefined;

/** The instance whose code runs now. One at a time: an activation runs to its end before the next begins. */
export function current(): Instance {
  if (!active) throw new Error('Workflow code runs outside of an activation');
  return active;
}

export function isActive(): boolean {
  return active !== undefined;
}

export function activate(instance: Instance | undefined): void {
  active = instance;
}
