import type { Random } from '../random.ts';
import type { ActivityFunctions } from '../virtual-activities.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { OpenRun } from './virtual-run.ts';

export type WorkflowFunction = (...args: never[]) => Promise<unknown>;

/** What happens to workers. Each question is asked once at each place where it could happen. */
export interface WorkerFaults {
  killedInTask(): boolean;
  killedInActivity(name: string): boolean;
}

/** What the parts of the virtual server share. */
export interface Server {
  clock: VirtualClock;
  random: Random;
  workflows: Record<string, WorkflowFunction>;
  activitiesOf: (workflowId: string) => ActivityFunctions;
  faults: WorkerFaults;
  /** From so many events on, a run is told to continue as new. */
  suggestContinueAsNewFrom: number;
  /** All, oldest first. */
  runs: OpenRun[];
  /** Work for the worker: a workflow task, or what follows when the server has its answer. */
  due: ({ task: OpenRun } | { complete: () => Promise<void> })[];
}

export function openRun({ runs }: Server, workflowId: string): OpenRun | undefined {
  return runs.findLast((run) => run.workflowId === workflowId && run.closedAt === undefined);
}
