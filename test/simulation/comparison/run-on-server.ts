import { Client, Connection, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quietRuntime } from '../../support/quiet-runtime.ts';
import type { TestEnvironment } from '../../support/test-environment.ts';
import { createComparisonActivities } from './activities.ts';
import { endingOf, type Script, type Seen } from './scripts.ts';

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
      for (const what of scripts[workflowId]?.first ?? []) await handle.signal('told', what);
      return handle;
    }),
  );
  const connection = await NativeConnection.connect({ address });
  const workflowsPath = fileURLToPath(new URL('./workflows.ts', import.meta.url));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const activities = { ...createComparisonActivities((ms) => setTimeout(ms)) };
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle, activities });
  return await worker.runUntil(async () => {
    const seen = await Promise.all(handles.map(async (handle, i) => seenOf(handle, scripts[names[i] ?? ''] ?? {})));
    return Object.fromEntries(seen.map((each, i) => [names[i] ?? '', each]));
  });
}

async function seenOf(handle: WorkflowHandle, { later = [] }: Script): Promise<Seen> {
  const notes = () => handle.query<string[]>('seen');
  for (const { after, do: what } of later) {
    while (!(await notes()).includes(after)) await setTimeout(50);
    if (what === 'cancel') await handle.cancel();
    else await handle.signal('told', what.signal);
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
  return { notes: await notes(), ending, attributes, details: currentDetails };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
