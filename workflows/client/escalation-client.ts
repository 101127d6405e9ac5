import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { escalationWorkflowId } from '../contract/call-id.ts';
import type { EscalateCallInput } from '../contract/input.ts';
import { parseEscalateCallInput } from '../contract/input-schema.ts';
import type { InviteToCallInput } from '../contract/invite.ts';
import { DEFAULT_TASK_QUEUE, ESCALATE_CALL } from '../contract/names.ts';
import { escalationStartOptions } from '../contract/start-options.ts';
import { createHandle, type EscalationHandle } from './escalation-handle.ts';
import { InvalidEscalationInput } from './invalid-input.ts';
import { findInviteRun, invite } from './invite.ts';
import type { InviteHandle, InviteRun } from './invite-handle.ts';
import { EscalationNotFound, InviteNotFound, StayNotFound } from './not-found.ts';
import { findStay, stay, type StayInput } from './stay.ts';
import type { StayHandle } from './stay-handle.ts';
import { readDataConverter } from '../payloads/read-data-converter.ts';
import { readTemporalSettings } from './temporal-settings.ts';
import { traceInterceptors } from './trace-interceptors.ts';

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
  /**
   * Invites people into a multiparty call: by an update of the stay in it, else by a workflow. Nobody is rung twice for one request
   * id. An update resolves once a worker has accepted it.
   * @throws {InvalidInput} naming all faults with their paths
   * @throws {UpdateRefused} by the stay: the call is ending
   */
  invite(input: InviteToCallInput): Promise<InviteHandle>;
  /** The workflow of a request, running or ended. @throws {InviteNotFound}, also if a stay took the request as an update */
  findInvite(callId: string, requestId: string): Promise<InviteRun>;
  /**
   * Stays in a multiparty call of this app registration, or joins the stay that is running or has ended: there is one per call.
   * @throws {InvalidInput} naming all faults with their paths
   */
  stay(input: StayInput): Promise<StayHandle>;
  /** The stay in a multiparty call, running or ended. @throws {StayNotFound} if Temporal knows none, or no longer */
  findStay(callId: string): Promise<StayHandle>;
  /** Closes the connection, if this client opened it. */
  close(): Promise<void>;
}

/**
 * Connects as `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE` and Temporal's other variables say, and encrypts with `PAYLOAD_KEYS`. Where
 * OpenTelemetry's variables name a collector, what it starts belongs to the trace that it is called in.
 * @param taskQueue by default `TASK_QUEUE`
 * @param env where those variables are read, by default the process's
 */
export async function connectEscalationClient(taskQueue?: string, env = process.env): Promise<EscalationClient> {
  const { connectionOptions, namespace } = readTemporalSettings(env);
  const dataConverter = readDataConverter('client', env);
  const connection = await Connection.connect(connectionOptions);
  const interceptors = { workflow: await traceInterceptors(env) };
  const temporal = new Client({ connection, dataConverter, interceptors, ...(namespace !== undefined && { namespace }) });
  const client = createEscalationClient(temporal, taskQueue ?? (env.TASK_QUEUE || DEFAULT_TASK_QUEUE));
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
      const options = escalationStartOptions(input.p2pCall);
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
    invite: (input) => invite(client, taskQueue, input),
    async findInvite(callId, requestId) {
      const found = await findInviteRun(client, callId, requestId);
      if (!found) throw new InviteNotFound(callId, requestId);
      return found;
    },
    stay: (input) => stay(client, taskQueue, input),
    async findStay(callId) {
      const found = await findStay(client, callId);
      if (!found) throw new StayNotFound(callId);
      return found;
    },
    close: async () => {},
  };
}
