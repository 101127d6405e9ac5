import type { ActivityOptions } from '@temporalio/workflow';

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
  | { type: 'attributes'; values: Record<string, unknown> };

/** One instance of a workflow function: a run, or its replay. */
export interface Instance {
  readonly workflowId: string;
  readonly runId: string;
  readonly startTime: Date;
  commands: Command[];
  conditions: Set<{ ready: () => boolean; wake: () => void }>;
  timers: Map<number, () => void>;
  /** The scope whose function runs now, as far as its first `await`. */
  scope?: { activities: number[] };
  activities: Map<number, { succeed: (value: unknown) => void; fail: (error: Error) => void }>;
  signals: Map<string, (...args: unknown[]) => void>;
  queries: Map<string, () => unknown>;
  bufferedSignals: { name: string; args: unknown[] }[];
  cancelled: boolean;
  onCancel: (() => void)[];
  seq: number;
  /** Grows like the history, from task to task. */
  activations: number;
  details: string;
  /** How often the details were rendered, by activation. */
  renders: number[];
}

/** Before its first activation. */
export function newInstance(workflowId: string, runId: string, startTime: Date): Instance {
  return {
    workflowId,
    runId,
    startTime,
    commands: [],
    conditions: new Set(),
    timers: new Map(),
    activities: new Map(),
    signals: new Map(),
    queries: new Map(),
    bufferedSignals: [],
    cancelled: false,
    onCancel: [],
    seq: 0,
    activations: 0,
    details: '',
    renders: [],
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
