import { type Activation, apply } from '../activation.ts';
import type { Command, Ending } from '../fake-temporal/instance.ts';
import { newInstance } from '../fake-temporal/instance.ts';
import type { OpenRun } from './virtual-run.ts';

/** Applies a task to the run's instance. */
export async function applyTask(run: OpenRun, activation: Activation): Promise<void> {
  const { instance } = run;
  await apply(instance, activation, () => {
    run.begin().then(
      (result) => (instance.ending ??= { result }),
      (error: unknown) => (instance.ending ??= { failure: error instanceof Error ? error : new Error(String(error)) }),
    );
  });
}

/** The history holds no more of a task: what was refused leaves no trace. */
export function commandsAsText(commands: readonly Command[], ending: Ending | undefined): string {
  const kept = commands.filter(({ type }) => type !== 'updateRejected');
  return JSON.stringify(ending ? [...kept, asText(ending)] : kept);
}

function asText(ending: Ending): unknown {
  if ('result' in ending) return { complete: ending.result };
  const { failure } = ending;
  return { fail: { ...Object.fromEntries(Object.entries(failure)), name: failure.name, message: failure.message } };
}

/** Builds the instance anew from the history, as a worker does that has lost it. */
export async function replay(run: OpenRun): Promise<void> {
  run.instance = newInstance(run.workflowId, run.runId, run.instance.startTime, run.instance.chain);
  run.instance.replaying = true;
  for (const { activation, commands } of run.history) {
    await applyTask(run, activation);
    const replayed = commandsAsText(run.instance.commands.splice(0), run.instance.ending);
    // What Temporal would refuse as nondeterminism, again and again.
    if (replayed !== commands) run.taskFailures.push(`a replay asks for ${replayed} where the history has ${commands}`);
  }
  run.instance.replaying = false;
}
