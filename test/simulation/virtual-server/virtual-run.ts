import type { Activation, Job } from '../activation.ts';
import type { Ending, Execution, Instance, RecordedMetric } from '../fake-temporal/instance.ts';
import type { SettableUpdate } from './virtual-update.ts';

/** A run as the server knows it. */
export interface VirtualRun {
  workflowId: string;
  workflowType: string;
  runId: string;
  /** Of the first run of its chain. */
  firstRunId: string;
  /** The run that it goes on from. */
  continuedFrom?: string;
  parent?: Execution;
  startedAt: number;
  /** Of the last run of a chain. */
  outcome?: Ending;
  /** The run that goes on from this one. */
  continuedAs?: string;
  closedAt?: number;
  /** Workflow tasks that failed by an exception of ours: bugs. */
  taskFailures: string[];
  /** How long tasks were lost with their workers, in ms: nothing of a run goes on meanwhile. */
  lostFor: number;
  events: number;
  /** Workflow tasks that were completed, and how often one of them rendered the details at most. */
  cost(): { tasks: number; mostRendersInTask: number };
  /** What its last instance counted and measured. */
  metrics(): RecordedMetric[];
  /** Search attributes, by their names. */
  attributes: Record<string, unknown>;
  /** What a query answers, also after the end. */
  query(name: string): unknown;
  /** What its page in the Temporal UI shows. */
  details(): string;
  /** Replays its history into an instance that knows nothing; what differs is a task failure. */
  replay(): Promise<void>;
}

/** A workflow task of the history: what it brought, and the commands it was completed with, as text. */
export interface Completed {
  activation: Activation;
  commands: string;
}

export interface UnderWay {
  cancel(): void;
  /** Its run has ended: it is not tried again, and nobody hears of it. */
  abandon(): void;
}

export interface OpenRun extends VirtualRun {
  begin: () => Promise<unknown>;
  instance: Instance;
  history: Completed[];
  jobs: Job[];
  taskDue: boolean;
  running: boolean;
  /** Activities, by their sequence number. */
  underWay: Map<number, UnderWay>;
  /** By their ids. */
  updates: Map<string, SettableUpdate>;
  /** The child's number in its parent. */
  childSeq?: number;
}
