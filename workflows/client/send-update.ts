import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError, type WorkflowUpdateHandle } from '@temporalio/client';
import { readFailure } from './read-failure.ts';
import { UpdateRefused } from './update-refused.ts';

export interface UpdateRequest {
  workflowId: string;
  /** So that another chain of the same workflow id is never hit. */
  firstRunId?: string;
  name: string;
  /** The workflow does nothing twice for the same one, in a later run either. */
  updateId: string;
  argument?: unknown;
}

/** An update that was accepted, now or before. */
export interface AcceptedUpdate<Ret> {
  result(): Promise<Ret>;
}

/**
 * Sends an update to the latest run, and resolves once it is accepted, which takes a worker. Of a run that has ended the server still
 * hands out what it took before; undefined if that was not this one, or if there is no run.
 * @throws {UpdateRefused} if the workflow's validator refuses it
 */
export async function sendUpdate<Ret>(client: Client, request: UpdateRequest): Promise<AcceptedUpdate<Ret> | undefined> {
  const { workflowId, firstRunId, name, updateId, argument } = request;
  const chain = firstRunId === undefined ? {} : { firstExecutionRunId: firstRunId };
  const workflow = client.workflow.getHandle(workflowId, undefined, chain);
  const options = { updateId, waitForStage: 'ACCEPTED' } as const;
  try {
    // Not `executeUpdate`: it asks the latest run for the outcome, which after a continue-as-new knows nothing of the update.
    const update =
      argument === undefined
        ? await workflow.startUpdate<Ret, []>(name, options)
        : await workflow.startUpdate<Ret, [unknown]>(name, { ...options, args: [argument] });
    return await unlessRefused(update, request);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

async function unlessRefused<Ret>(update: WorkflowUpdateHandle<Ret>, request: UpdateRequest): Promise<AcceptedUpdate<Ret>> {
  // The SDK has the outcome of a refused update already, and tells it here; that of an accepted one is awaited by `result()`.
  let first: Promise<Ret> | undefined = update.result();
  await Promise.race([first.catch((error: unknown) => throwIfRefused(error, request)), nextTurn()]);
  return {
    async result() {
      // A connection may have been lost meanwhile: whoever asks again gets an answer of its own.
      const outcome = first ?? update.result();
      first = undefined;
      try {
        return await outcome;
      } catch (error) {
        throwIfRefused(error, request);
        throw error;
      }
    },
  };
}

/** An update that fails was accepted before: then it has one of the public failure types. */
function throwIfRefused(error: unknown, { workflowId, name }: UpdateRequest): void {
  if (!(error instanceof WorkflowUpdateFailedError)) return;
  const kind = readFailure(error)?.kind;
  if (kind !== undefined && kind !== 'InvalidInput') return;
  throw new UpdateRefused(workflowId, name, error.cause?.message ?? error.message, { cause: error });
}
