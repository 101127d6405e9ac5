import type { Execution } from '../fake-temporal/instance.ts';
import { activate, newInstance } from '../fake-temporal/instance.ts';
import { asPayloads } from '../fake-temporal/payload.ts';
import { enterTask, leaveTask } from '../virtual-date.ts';
import { addJob } from './jobs.ts';
import { replay } from './replay.ts';
import type { Server } from './server.ts';
import type { OpenRun } from './virtual-run.ts';

export interface RunToStart {
  name: string;
  workflowId: string;
  args: unknown[];
  signals?: { name: string; args: unknown[] }[];
  attributes?: Record<string, unknown>;
  /** With what the parent calls it. */
  parent?: Execution & { seq: number };
  /** The run whose chain it goes on with. */
  continues?: OpenRun;
}

/** Queries see what the last task saw. */
function ask({ instance, history, startedAt }: OpenRun, query: string): unknown {
  enterTask(history.at(-1)?.activation.now ?? startedAt);
  activate(instance);
  try {
    return instance.queries.get(query)?.();
  } finally {
    activate(undefined);
    leaveTask();
  }
}

/** Whoever calls has seen to it that the id may be used. */
export function startRun(server: Server, started: RunToStart): OpenRun {
  const { name, workflowId, args, signals = [], attributes = {}, continues } = started;
  const { clock, random, workflows } = server;
  const workflow = workflows[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
  if (!workflow) throw new Error(`There is no workflow ${name}`);
  const runId = random.guid();
  const parent = started.parent && { workflowId: started.parent.workflowId, runId: started.parent.runId };
  const startAttributes = { ...continues?.attributes, ...attributes };
  const chain = {
    workflowType: name,
    attributes: startAttributes,
    firstRunId: continues?.firstRunId ?? runId,
    ...(continues && { continuedFrom: continues.runId }),
    ...((parent ?? continues?.parent) && { parent: parent ?? continues?.parent }),
  };
  const childSeq = started.parent?.seq ?? continues?.childSeq;
  const run: OpenRun = {
    workflowId,
    runId,
    ...chain,
    startedAt: clock.now(),
    taskFailures: [],
    lostFor: 0,
    events: 1,
    cost: () => ({
      tasks: run.history.length,
      mostRendersInTask: Math.max(0, ...Object.values(run.instance.renders)),
    }),
    metrics: () => run.instance.metrics,
    attributes: { ...startAttributes },
    query: (query) => ask(run, query),
    details: () => run.instance.details,
    replay: () => replay(run),
    begin: () => workflow(...asPayloads(args)),
    instance: newInstance(workflowId, runId, new Date(clock.now()), chain),
    history: [],
    jobs: [],
    taskDue: false,
    running: false,
    underWay: new Map(),
    updates: new Map(),
    ...(childSeq !== undefined && { childSeq }),
  };
  server.runs.push(run);
  for (const signal of signals) addJob(server, run, { type: 'signal', ...signal });
  addJob(server, run, { type: 'start' });
  return run;
}
