import { CancelledFailure } from '@temporalio/common';
import { type Activation, apply, type Job } from './activation.ts';
import type { Random } from './random.ts';
import { type Command, type Instance, newInstance } from './fake-temporal/instance.ts';
import { type ActivityFunctions, runActivity } from './virtual-activities.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { leaveTask } from './virtual-date.ts';

export type WorkflowFunction = (...args: never[]) => Promise<unknown>;

export type Outcome = { result: unknown } | { failure: Error };

/** A run as the server knows it. */
export interface VirtualRun {
  workflowId: string;
  runId: string;
  startedAt: number;
  outcome?: Outcome;
  closedAt?: number;
  /** Workflow tasks that failed by an exception of ours: bugs. */
  taskFailures: string[];
  events: number;
  /** Workflow tasks that were completed, and how often one of them rendered the details at most. */
  cost(): { tasks: number; mostRendersInTask: number };
  /** Search attributes, by their names. */
  attributes: Record<string, unknown>;
  /** What a query answers, also after the end. */
  query(name: string): unknown;
  /** What its page in the Temporal UI shows. */
  details(): string;
}

/** What happens to workers. Each question is asked once at each place where it could happen. */
export interface WorkerFaults {
  killedInTask(): boolean;
  killedInActivity(name: string): boolean;
}

/** A workflow task of the history: what it brought, and the commands it was completed with, as text. */
interface Completed {
  activation: Activation;
  commands: string;
}

interface Open extends VirtualRun {
  begin: (instance: Instance) => Promise<unknown>;
  instance: Instance;
  history: Completed[];
  jobs: Job[];
  taskDue: boolean;
  running: boolean;
  outcomeOf: Outcome | undefined;
  /** Activities, by their sequence number. */
  underWay: Map<number, { cancel(): void }>;
}

export interface VirtualTemporal {
  start(name: string, workflowId: string, args: unknown[], signals?: { name: string; args: unknown[] }[]): VirtualRun | undefined;
  signal(workflowId: string, name: string, args: unknown[]): boolean;
  cancel(workflowId: string): boolean;
  /** Runs the workflow tasks that are due. */
  runTasks: () => Promise<void>;
  runs: VirtualRun[];
}

/** Lost tasks come back after this (`workflowTaskTimeout`). */
const TASK_TIMEOUT = 3_000;

export function createVirtualTemporal(
  clock: VirtualClock,
  random: Random,
  workflows: Record<string, WorkflowFunction>,
  activitiesOf: (workflowId: string) => ActivityFunctions,
  faults: WorkerFaults,
): VirtualTemporal {
  const runs: Open[] = [];
  const due: (() => Promise<void>)[] = [];
  const open = (workflowId: string) => runs.find((run) => run.workflowId === workflowId && !run.outcome);

  function scheduleTask(run: Open, latency = random.between(2, 30)): void {
    if (run.taskDue || run.running || run.outcome) return;
    run.taskDue = true;
    clock.after(latency, 'workflow task', () => due.push(() => runTask(run)));
  }

  function addJob(run: Open, job: Job): void {
    if (run.outcome) return;
    run.events += 1;
    run.jobs.push(job);
    scheduleTask(run);
  }

  function beginOf(run: Open): () => void {
    return () => {
      run.begin(run.instance).then(
        (result) => (run.outcomeOf = { result }),
        (error: unknown) => (run.outcomeOf = { failure: error instanceof Error ? error : new Error(String(error)) }),
      );
    };
  }

  async function rebuild(run: Open): Promise<void> {
    run.instance = newInstance(run.workflowId, run.runId, run.instance.startTime);
    run.outcomeOf = undefined;
    for (const { activation, commands } of run.history) {
      await apply(run.instance, activation, beginOf(run));
      const replayed = JSON.stringify(run.instance.commands.splice(0));
      // What Temporal would refuse as nondeterminism, again and again.
      if (replayed !== commands) run.taskFailures.push(`a replay asks for ${replayed} where the history has ${commands}`);
    }
  }

  async function runTask(run: Open): Promise<void> {
    run.taskDue = false;
    run.running = true;
    const activation = { now: clock.now(), jobs: run.jobs.splice(0) };
    await apply(run.instance, activation, beginOf(run));
    if (faults.killedInTask()) return loseTask(run, activation, TASK_TIMEOUT);
    const commands = run.instance.commands.splice(0);
    const outcome = run.outcomeOf;
    if (outcome && isBug(outcome)) {
      run.taskFailures.push(outcome.failure.stack ?? outcome.failure.message);
      run.outcome = outcome;
      run.closedAt = clock.now();
      return;
    }
    clock.after(random.between(1, 6), 'task completed', () => due.push(() => complete(run, activation, commands, outcome)));
  }

  async function complete(run: Open, activation: Activation, commands: Command[], outcome: Outcome | undefined): Promise<void> {
    // A task that would end the run is failed and done again when something has come in meanwhile (UnhandledCommand).
    if (outcome && run.jobs.length > 0) return loseTask(run, activation, 1);
    run.events += 3 + commands.length;
    run.history.push({ activation, commands: JSON.stringify(commands) });
    run.running = false;
    for (const command of commands) carryOut(run, command);
    if (outcome) {
      run.outcome = outcome;
      run.closedAt = clock.now();
    } else if (run.jobs.length > 0) {
      scheduleTask(run);
    }
  }

  async function loseTask(run: Open, activation: Activation, after: number): Promise<void> {
    await rebuild(run);
    leaveTask();
    run.jobs = [...activation.jobs, ...run.jobs];
    run.running = false;
    scheduleTask(run, after);
  }

  function carryOut(run: Open, command: Command): void {
    if (command.type === 'timer') clock.after(command.ms, 'timer', () => addJob(run, { type: 'timer', seq: command.seq }));
    if (command.type === 'attributes') Object.assign(run.attributes, command.values);
    if (command.type === 'cancelActivity') run.underWay.get(command.seq)?.cancel();
    if (command.type !== 'activity') return;
    const { name, args, options, seq } = command;
    const workflow = { workflowId: run.workflowId, runId: run.runId };
    const killed = () => !command.local && faults.killedInActivity(name);
    const running = runActivity(
      clock,
      random,
      activitiesOf(run.workflowId),
      { name, args: structuredClone(args), options, local: command.local, workflow },
      killed,
      (result) =>
        addJob(run, { type: 'activity', seq, result: 'value' in result ? { value: structuredClone(result.value) } : result }),
    );
    run.underWay.set(seq, running);
  }

  return {
    runs,
    start(name, workflowId, args, signals = []) {
      if (open(workflowId)) return undefined;
      const workflow = workflows[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
      if (!workflow) throw new Error(`There is no workflow ${name}`);
      const runId = random.guid();
      const run: Open = {
        workflowId,
        runId,
        startedAt: clock.now(),
        taskFailures: [],
        events: 1,
        cost: () => ({
          tasks: run.history.length,
          mostRendersInTask: Math.max(0, ...Object.values(run.instance.renders)),
        }),
        attributes: {},
        query: (query) => run.instance.queries.get(query)?.(),
        details: () => run.instance.details,
        begin: () => workflow(...args),
        instance: newInstance(workflowId, runId, new Date(clock.now())),
        history: [],
        jobs: [],
        taskDue: false,
        running: false,
        outcomeOf: undefined,
        underWay: new Map(),
      };
      runs.push(run);
      for (const signal of signals) addJob(run, { type: 'signal', ...signal });
      addJob(run, { type: 'start' });
      return run;
    },
    signal(workflowId, name, args) {
      const run = open(workflowId);
      if (run) addJob(run, { type: 'signal', name, args: structuredClone(args) });
      return run !== undefined;
    },
    cancel(workflowId) {
      const run = open(workflowId);
      if (run) addJob(run, { type: 'cancel' });
      return run !== undefined;
    },
    async runTasks() {
      for (let task = due.shift(); task; task = due.shift()) {
        await task();
        leaveTask();
      }
    },
  };
}

/** Failures that Temporal takes for an end of the run; any other error fails the task again and again. */
function isBug(outcome: Outcome): outcome is { failure: Error } {
  return 'failure' in outcome && !(outcome.failure instanceof CancelledFailure) && outcome.failure.name !== 'ApplicationFailure';
}
