import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Activation, Job } from '../activation.ts';
import { ContinueAsNew } from '../fake-temporal/continue-as-new.ts';
import type { Command, Ending } from '../fake-temporal/instance.ts';
import { leaveTask } from '../virtual-date.ts';
import { carryOut } from './carry-out.ts';
import { close } from './close.ts';
import { scheduleTask } from './jobs.ts';
import { applyTask, commandsAsText, replay } from './replay.ts';
import type { Server } from './server.ts';
import type { OpenRun } from './virtual-run.ts';

/** Lost tasks come back after this (`workflowTaskTimeout`). */
const TASK_TIMEOUT = 3_000;

export async function runTasks(server: Server): Promise<void> {
  for (let work = server.due.shift(); work; work = server.due.shift()) {
    await ('task' in work ? runTask(server, work.task) : work.complete());
    leaveTask();
  }
}

async function runTask(server: Server, run: OpenRun): Promise<void> {
  const { clock, random, faults, due, suggestContinueAsNewFrom } = server;
  run.taskDue = false;
  run.running = true;
  const activation: Activation = {
    now: clock.now(),
    task: run.history.length + 1,
    continueAsNewSuggested: run.events >= suggestContinueAsNewFrom,
    jobs: run.jobs.splice(0),
  };
  await applyTask(run, activation);
  if (faults.killedInTask()) {
    run.lostFor += TASK_TIMEOUT;
    return loseTask(server, run, activation, TASK_TIMEOUT);
  }
  const commands = run.instance.commands.splice(0);
  const { ending } = run.instance;
  if (ending && isBug(ending)) {
    run.taskFailures.push(ending.failure.stack ?? ending.failure.message);
    return close(server, run, ending);
  }
  const complete = () => completeTask(server, run, activation, commands, ending);
  clock.after(random.between(1, 6), 'task completed', () => due.push({ complete }));
}

async function completeTask(
  server: Server,
  run: OpenRun,
  activation: Activation,
  commands: Command[],
  ending: Ending | undefined,
): Promise<void> {
  // A task that would end the run is failed and done again when something has come in meanwhile (UnhandledCommand).
  if (ending && run.jobs.length > 0) return loseTask(server, run, activation, 1);
  const rejected = new Set(commands.flatMap((command) => (command.type === 'updateRejected' ? [command.id] : [])));
  const jobs = activation.jobs.filter((job) => job.type !== 'update' || !rejected.has(job.id));
  const kept = commands.filter(({ type }) => type !== 'updateRejected');
  // A task that brought nothing but updates that were refused is in no history.
  if (jobs.length > 0 || kept.length > 0 || ending) {
    run.events += 3 + kept.length;
    run.history.push({ activation: { ...activation, jobs }, commands: commandsAsText(kept, ending) });
  }
  run.running = false;
  for (const command of commands) carryOut(server, run, command);
  if (ending) close(server, run, ending);
  else if (run.jobs.length > 0) scheduleTask(server, run);
}

async function loseTask(server: Server, run: OpenRun, { jobs }: { jobs: Job[] }, after: number): Promise<void> {
  await replay(run);
  leaveTask();
  run.jobs = [...jobs, ...run.jobs];
  run.running = false;
  scheduleTask(server, run, after);
}

/** Failures that Temporal takes for an end of the run; any other error fails the task again and again. */
function isBug(ending: Ending): ending is { failure: Error } {
  if ('result' in ending) return false;
  const { failure } = ending;
  const ends = [ApplicationFailure, CancelledFailure, ContinueAsNew].some((known) => failure instanceof known);
  return !ends && failure.name !== 'ApplicationFailure';
}
