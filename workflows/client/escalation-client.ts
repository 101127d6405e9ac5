import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { escalationWorkflowId } from '../contract/call-id.ts';
import type { EscalateCallInput } from '../contract/input.ts';
import { parseEscalateCallInput } from '../contract/input-schema.ts';
import { DEFAULT_TASK_QUEUE, ESCALATE_CALL } from '../contract/names.ts';
import { escalationStartOptions } from '../contract/start-options.ts';
import { createHandle, type EscalationHandle } from './escalation-handle.ts';
import { readTemporalSettings } from './temporal-settings.ts';

export interface StartOptions {
  /** Start a new escalation if an earlier one of this call has ended; otherwise `start` returns the ended one. */
  again?: boolean;
}

export interface EscalationClient {
  /**
   * Starts the escalation of a P2P call, or joins the one that is running or has ended: there is one escalation per call.
   * @throws {InvalidEscalationInput} naming all faults with their paths
   */
  start(input: EscalateCallInput, options?: StartOptions): Promise<EscalationHandle>;
  /** The current or latest escalation of a P2P call. @throws {EscalationNotFound} if Temporal knows none, or no longer */
  find(p2pCallId: string): Promise<EscalationHandle>;
  /** Closes the connection, if this client opened it. */
  close(): Promise<void>;
}

/** The input was rejected before anything was started. */
export class InvalidEscalationInput extends Error {
  constructor(why: string) {
    super(`The input of the escalation is invalid: ${why}`);
    this.name = 'InvalidEscalationInput';
  }
}

/** There was no escalation of this call, or it ended longer ago than the namespace's retention period. */
export class EscalationNotFound extends Error {
  constructor(p2pCallId: string, options?: ErrorOptions) {
    super(`There is no escalation of P2P call ${p2pCallId}`, options);
    this.name = 'EscalationNotFound';
  }
}

/** Connects as `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE` and Temporal's other variables say. */
export async function connectEscalationClient(
  taskQueue = process.env.TASK_QUEUE || DEFAULT_TASK_QUEUE,
): Promise<EscalationClient> {
  const { connectionOptions, namespace } = readTemporalSettings(process.env);
  const connection = await Connection.connect(connectionOptions);
  const client = createEscalationClient(new Client({ connection, ...(namespace !== undefined && { namespace }) }), taskQueue);
  return { ...client, close: () => connection.close() };
}

/** Uses a Temporal client that belongs to the caller, who also closes it. */
export function createEscalationClient(client: Client, taskQueue = DEFAULT_TASK_QUEUE): EscalationClient {
  async function handleFor(workflowId: string, runId: string | undefined, joined: boolean): Promise<EscalationHandle> {
    const known = runId ?? (await client.workflow.getHandle(workflowId).describe()).runId;
    return createHandle(client, workflowId, known, joined);
  }
  return {
    async start(input, { again = false } = {}) {
      const parsed = parseEscalateCallInput(input);
      if (!parsed.ok) throw new InvalidEscalationInput(parsed.why);
      const options = escalationStartOptions(input.p2pCall.id);
      try {
        const started = await client.workflow.start(ESCALATE_CALL, {
          ...options,
          workflowIdConflictPolicy: 'FAIL',
          workflowIdReusePolicy: again ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
          taskQueue,
          args: [input],
        });
        return await handleFor(options.workflowId, started.firstExecutionRunId, false);
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        return await handleFor(options.workflowId, undefined, true);
      }
    },
    async find(p2pCallId) {
      try {
        return await handleFor(escalationWorkflowId(p2pCallId), undefined, true);
      } catch (error) {
        throw error instanceof WorkflowNotFoundError ? new EscalationNotFound(p2pCallId, { cause: error }) : error;
      }
    },
    close: async () => {},
  };
}
