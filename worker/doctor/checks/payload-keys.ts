import type { Connection } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { toError } from '../../../workflows/contract/errors.ts';
import { ESCALATE_CALL } from '../../../workflows/contract/names.ts';
import { createEncryptionCodec, isEncrypted } from '../../../workflows/payloads/encryption-codec.ts';
import { idsOf, type PayloadKeys } from '../../../workflows/payloads/payload-keys.ts';
import { attempt, type Attempted, check } from '../check.ts';
import { bad, good, type Line, note, skipped } from '../line.ts';
import { CHECK_TIMEOUT_MS, type Setup } from '../setup.ts';

/** What an escalation was started with, or what the worker wrote at its end. */
export interface WrittenPayload {
  workflowId: string;
  by: 'starter' | 'worker';
  is: 'inClear' | 'readable' | Error;
}

export interface PayloadKeysSeen {
  keys: PayloadKeys;
  plain: 'allow' | 'refuse';
  written: Attempted<WrittenPayload[]>;
}

const LATEST = 10;
const ALL_EVENTS = 1;
const CLOSE_EVENT = 2;

/** Worker, webhook and services run elsewhere, each with an environment of its own: what they have written shows which keys they have. */
export const payloadKeys = check(
  'payload keys',
  async ({ worker, temporal: { connection, namespace } }) => ({
    keys: worker.payloadKeys,
    plain: worker.payloadPlain,
    written: await attempt(() =>
      connection.withDeadline(Date.now() + CHECK_TIMEOUT_MS, () => latest(connection, namespace, worker)),
    ),
  }),
  judgePayloadKeys,
);

const NOT_SET = 'PAYLOAD_KEYS is not set: user ids, names, links and contexts lie in Temporal in clear';
const THE_SAME = 'give worker, webhook and services the same PAYLOAD_KEYS (worker/README.md, Privacy)';

export function judgePayloadKeys({ keys, plain, written }: PayloadKeysSeen): Line[] {
  const set = keys.length === 0 ? note(NOT_SET) : good(`${idsOf(keys)}; the first encrypts, and starts in clear: ${plain}`);
  if ('failed' in written) return [set, skipped('what the latest escalations were encrypted with: Temporal does not say')];
  // The latest comes first, and one of each program is enough.
  const byProgram = (['starter', 'worker'] as const).map((by) => written.found.filter((one) => one.by === by));
  return [set, ...byProgram.flatMap((ofOne) => ofOne.flatMap((one) => faultOf(one, keys)).slice(0, 1))];
}

function faultOf({ workflowId, by, is }: WrittenPayload, keys: PayloadKeys): Line[] {
  const whose = by === 'starter' ? 'what the webhook or a service has sent' : 'what the worker has written';
  if (is instanceof Error) return [bad(`${whose} cannot be read (${workflowId}): ${is.message}`, THE_SAME)];
  return is === 'inClear' && keys.length > 0 ? [note(`${whose} is in clear (${workflowId})`)] : [];
}

async function latest(connection: Connection, namespace: string, worker: Setup['worker']): Promise<WrittenPayload[]> {
  const query = `WorkflowType = "${ESCALATE_CALL}" AND TaskQueue = "${worker.taskQueue}"`;
  const codec = createEncryptionCodec(worker.payloadKeys);
  const read = async (payload: Payload): Promise<WrittenPayload['is']> => {
    if (!isEncrypted(payload)) return 'inClear';
    return await codec.decode([payload]).then(
      () => 'readable' as const,
      (error: unknown) => toError(error),
    );
  };
  const { executions } = await connection.workflowService.listWorkflowExecutions({ namespace, query, pageSize: LATEST });
  const written: WrittenPayload[] = [];
  for (const { execution } of executions) {
    const workflowId = execution?.workflowId ?? '';
    const event = async (historyEventFilterType: number) => {
      const request = { namespace, execution, maximumPageSize: 1, historyEventFilterType };
      return (await connection.workflowService.getWorkflowExecutionHistory(request)).history?.events?.[0];
    };
    const input = (await event(ALL_EVENTS))?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    const result = (await event(CLOSE_EVENT))?.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0];
    if (input) written.push({ workflowId, by: 'starter', is: await read(input) });
    if (result) written.push({ workflowId, by: 'worker', is: await read(result) });
  }
  return written;
}
