import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { escalationWorkflowId } from '../contract/call-id.ts';
import type { EscalateCallInput } from '../contract/input.ts';
import { parseEscalateCallInput } from '../contract/input-schema.ts';
import { DEFAULT_TASK_QUEUE, ESCALATE_CALL } from '../contract/names.ts';
import { escalationStartOptions } from '../contract/start-options.ts';
import { createHandle, type EscalationHandle } from './escalation-handle.ts';
import { readTemporalSettings } from './temporal-settings.ts';

export interface StartOptions {
  /** Start anew where an escalation of this call has ended already; without it the ended one is handed out. */
  again?: boolean;
}

export interface EscalationClient {
  /**
   * Starts the escalation of a P2P call, or joins the one that runs or ran: of one call there is one escalation.
   * @throws {InvalidEscalationInput} naming every fault with its path
   */
  start(input: EscalateCallInput, options?: StartOptions): Promise<EscalationHandle>;
  /** The current or latest escalation of a P2P call. @throws {EscalationNotFound} when Temporal knows none (any more) */
  find(p2pCallId: string): Promise<EscalationHandle>;
  /** Closes the connection, if this client opened it. */
  close(): Promise<void>;
}

/** The input was refused before anything was started. */
export class InvalidEscalationInput extends Error {
  constructor(why: string) {
    super(`The input of the escalation is not right: ${why}`);
    this.name = 'InvalidEscalationInput';
  }
}

/** Of this call there was no escalation, or it ended longer ago than the namespace keeps histories. */
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

/** Over a Temporal client that the caller has, and closes. */
export function createEscalationClient(client: Client, taskQueue = DEFAULT_TASK_QUEUE): EscalationClient {
  async function handOut(workflowId: string, runId: string | undefined, joined: boolean): Promise<EscalationHandle> {
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
        return await handOut(options.workflowId, started.firstExecutionRunId, false);
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        return await handOut(options.workflowId, undefined, true);
      }
    },
    async find(p2pCallId) {
      try {
        return await handOut(escalationWorkflowId(p2pCallId), undefined, true);
      } catch (error) {
        throw error instanceof WorkflowNotFoundError ? new EscalationNotFound(p2pCallId, { cause: error }) : error;
      }
    },
    close: async () => {},
  };
}
