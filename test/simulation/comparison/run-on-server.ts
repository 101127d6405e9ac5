import { activityInfo } from '@temporalio/activity';
import { Client, Connection, WorkflowFailedError, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quietRuntime } from '../../support/quiet-runtime.ts';
import type { TestEnvironment } from '../../support/test-environment.ts';
import { createComparisonActivities } from './activities.ts';
import { endingOf, type Script, type Seen, type SentUpdate } from './scripts.ts';

/** Runs the workflows on the real server, in the real sandbox, all beside each other; resolves with what was seen of each. */
export async function runOnServer(
  { temporal: { address, namespace } }: TestEnvironment,
  scripts: Record<string, Script>,
): Promise<Record<string, Seen>> {
  quietRuntime();
  const taskQueue = `comparison-${randomUUID()}`;
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const names = Object.keys(scripts);
  // Before there is a worker: so what is signalled first comes with the first task.
  const handles = await Promise.all(
    names.map(async (workflowId) => {
      const handle = await client.workflow.start(workflowId, { workflowId: `${workflowId} ${taskQueue}`, taskQueue });
      const updates: Promise<string>[] = [];
      for (const what of scripts[workflowId]?.first ?? []) {
        if (typeof what === 'string') await handle.signal('told', what);
        else updates.push(update(handle, what));
        // Nothing says that an update has arrived that no worker has taken.
        await setTimeout(200);
      }
      return { handle, updates };
    }),
  );
  const connection = await NativeConnection.connect({ address });
  const workflowsPath = fileURLToPath(new URL('./workflows/index.ts', import.meta.url));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const activities = { ...createComparisonActivities((ms) => setTimeout(ms), activityInfo) };
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle, activities, debugMode: true });
  return await worker.runUntil(async () => {
    const seen = await Promise.all(
      handles.map(async ({ handle, updates }, i) => seenOf(handle, updates, scripts[names[i] ?? ''] ?? {})),
    );
    return Object.fromEntries(seen.map((each, i) => [names[i] ?? '', each]));
  });
}

async function seenOf(handle: WorkflowHandle, updates: Promise<string>[], { later = [] }: Script): Promise<Seen> {
  const notes = () => handle.query<string[]>('seen');
  for (const { after, do: what } of later) {
    while (!(await notes()).includes(after)) await setTimeout(50);
    if (what === 'cancel') await handle.cancel();
    else if ('signal' in what) await handle.signal('told', what.signal);
    else updates.push(update(handle, what.update));
  }
  const ending = await handle.result().then(
    (result: unknown) => JSON.stringify(result ?? null),
    (error: unknown) => endingOf(error instanceof WorkflowFailedError && error.cause ? error.cause : asError(error)),
  );
  const { typedSearchAttributes } = await handle.describe();
  // `BuildIds` and the like are the server's own.
  const own = typedSearchAttributes.getAll().filter(({ key }) => key.name.startsWith('Escalation'));
  const attributes: Record<string, string> = Object.fromEntries(own.map(({ key, value }) => [key.name, String(value)]));
  const { currentDetails = '' } = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return { notes: await notes(), updates: await Promise.all(updates), ending, attributes, details: currentDetails };
}

async function update(handle: WorkflowHandle, { name, id, what }: SentUpdate): Promise<string> {
  try {
    const result = await handle.executeUpdate<unknown, [string]>(name, { args: [what], updateId: id });
    return JSON.stringify(result) ?? 'undefined';
  } catch (error) {
    return endingOf(error instanceof WorkflowUpdateFailedError && error.cause ? error.cause : asError(error));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
