import { asPayloads } from './fake-temporal/payload.ts';
import type { ReusePolicy } from './fake-temporal/instance.ts';
import type { Random } from './random.ts';
import { addJob } from './virtual-server/jobs.ts';
import { openRun, type Server, type WorkerFaults, type WorkflowFunction } from './virtual-server/server.ts';
import { startRun } from './virtual-server/start-run.ts';
import { runTasks } from './virtual-server/tasks.ts';
import type { VirtualRun } from './virtual-server/virtual-run.ts';
import { newUpdate, type VirtualUpdate } from './virtual-server/virtual-update.ts';
import type { ActivityFunctions } from './virtual-activities.ts';
import type { VirtualClock } from './virtual-clock.ts';

export type { WorkerFaults, WorkflowFunction } from './virtual-server/server.ts';
export type { VirtualRun } from './virtual-server/virtual-run.ts';
export type { VirtualUpdate } from './virtual-server/virtual-update.ts';

/** The Temporal server, and a worker, in virtual time. */
export interface VirtualTemporal {
  /** Undefined where a run of the id is open, or has ended and the policy says so. */
  start(
    name: string,
    workflowId: string,
    args: unknown[],
    signals?: { name: string; args: unknown[] }[],
    reusePolicy?: ReusePolicy,
    attributes?: Record<string, unknown>,
  ): VirtualRun | undefined;
  /** False where no run of the id is open. */
  signal(workflowId: string, name: string, args: unknown[]): boolean;
  /** Sent again with its id, it is the same one, as long as its run lasts. Undefined where nobody can take it. */
  update(workflowId: string, name: string, args: unknown[], updateId: string): VirtualUpdate | undefined;
  cancel(workflowId: string): boolean;
  /** Runs the workflow tasks that are due. */
  runTasks: () => Promise<void>;
  /** Oldest first; each run of a chain is one. */
  runs: VirtualRun[];
}

/** The server's own number of events. */
const SUGGEST_FROM = 4_096;

export function createVirtualTemporal(
  clock: VirtualClock,
  random: Random,
  workflows: Record<string, WorkflowFunction>,
  activitiesOf: (workflowId: string) => ActivityFunctions,
  faults: WorkerFaults,
  { suggestContinueAsNewFrom = SUGGEST_FROM }: { suggestContinueAsNewFrom?: number } = {},
): VirtualTemporal {
  const server: Server = { clock, random, workflows, activitiesOf, faults, suggestContinueAsNewFrom, runs: [], due: [] };
  const open = (workflowId: string) => openRun(server, workflowId);
  const latest = (workflowId: string) => server.runs.findLast((run) => run.workflowId === workflowId);
  return {
    runs: server.runs,
    start(name, workflowId, args, signals = [], reusePolicy = 'ALLOW_DUPLICATE', attributes = {}) {
      if (open(workflowId) || (reusePolicy === 'REJECT_DUPLICATE' && latest(workflowId))) return undefined;
      return startRun(server, { name, workflowId, args, signals, attributes });
    },
    signal(workflowId, name, args) {
      const run = open(workflowId);
      if (run) addJob(server, run, { type: 'signal', name, args: asPayloads(args) });
      return run !== undefined;
    },
    update(workflowId, name, args, id) {
      const run = latest(workflowId);
      const known = run?.updates.get(id);
      if (known || !run || run.closedAt !== undefined) return known;
      const update = newUpdate(id);
      run.updates.set(id, update);
      addJob(server, run, { type: 'update', id, name, args: asPayloads(args) });
      return update;
    },
    cancel(workflowId) {
      const run = open(workflowId);
      if (run) addJob(server, run, { type: 'cancel' });
      return run !== undefined;
    },
    runTasks: () => runTasks(server),
  };
}
