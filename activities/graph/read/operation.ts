import type { CallEvent, OperationEvent } from '../../../workflows/contract/events.ts';
import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import { isJsonObject, text } from './json.ts';
import type { Received } from './call.ts';
import { readResultInfo } from './result-info.ts';

/** A status that is absent, null, `Idle` or unknown counts as running (Graph §3.3). Undefined for what is not an object. */
export function readOperationStatus(
  resource: unknown,
): { status: OperationEvent['status']; resultInfo?: ResultInfo } | undefined {
  if (!isJsonObject(resource)) return undefined;
  const raw = text(resource, 'status')?.toLowerCase();
  const status = raw === 'completed' || raw === 'failed' ? raw : 'running';
  const resultInfo = status === 'running' ? undefined : readResultInfo(resource);
  return { status, ...(resultInfo && { resultInfo }) };
}

/** An operation resource, of a notification or a GET, as an event. @param operationId from its path, if that has one */
export function readOperation(resource: unknown, { callId, at, operationId }: Received & { operationId?: string }): CallEvent[] {
  const result = readOperationStatus(resource);
  if (!result || !isJsonObject(resource)) return [];
  const id = operationId ?? text(resource, 'id') ?? text(resource, '@odata.id')?.split('/').at(-1);
  const clientContext = text(resource, 'clientContext');
  return [
    {
      type: 'operation',
      callId,
      at,
      ...result,
      ...(id !== undefined && { operationId: id }),
      ...(clientContext !== undefined && { clientContext }),
    },
  ];
}
