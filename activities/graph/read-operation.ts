import type { CallEvent, OperationEvent } from '../../workflows/contract/events.ts';
import type { ResultInfo } from '../../workflows/contract/result.ts';
import { isJsonObject, text } from './json.ts';
import type { HeardOf } from './read-call.ts';
import { readResultInfo } from './read-result-info.ts';

/** How an operation stands; a status that is absent, null, `Idle` or unknown counts as running (reference §3.3). Undefined for what is no object. */
export function readOperationStatus(
  resource: unknown,
): { status: OperationEvent['status']; resultInfo?: ResultInfo } | undefined {
  if (!isJsonObject(resource)) return undefined;
  const said = text(resource, 'status')?.toLowerCase();
  const status = said === 'completed' || said === 'failed' ? said : 'running';
  const resultInfo = status === 'running' ? undefined : readResultInfo(resource);
  return { status, ...(resultInfo && { resultInfo }) };
}

/** An operation resource, of a notification or a GET, as an event. @param operationId of its path, where it has one */
export function readOperation(resource: unknown, { callId, at, operationId }: HeardOf & { operationId?: string }): CallEvent[] {
  const said = readOperationStatus(resource);
  if (!said || !isJsonObject(resource)) return [];
  const id = operationId ?? text(resource, 'id') ?? text(resource, '@odata.id')?.split('/').at(-1);
  const clientContext = text(resource, 'clientContext');
  return [
    {
      type: 'operation',
      callId,
      at,
      ...said,
      ...(id !== undefined && { operationId: id }),
      ...(clientContext !== undefined && { clientContext }),
    },
  ];
}
