import { isInviteContext } from '../contract/call-id.ts';
import type { OperationEvent } from '../contract/events.ts';
import type { ResultInfo } from '../contract/result-info.ts';
import { sameSpelling } from './leg.ts';
import { strongerResult } from './result-code.ts';

/** What was reported of one operation under one pair of names. Later events never take a final status back. */
export interface Operation {
  /** As Graph wrote it, for it is asked by it; compared in lower case. */
  operationId?: string;
  clientContext?: string;
  status: 'running' | 'failed' | 'completed';
  resultInfo?: ResultInfo;
  /** `seq` at which it was first received. */
  firstSeq: number;
}

const PROGRESS = { running: 0, failed: 1, completed: 2 } satisfies Record<Operation['status'], number>;

/** Graph is not consistent in naming its operations, so each pair of names is kept apart and matched later. */
export function operationKey(event: OperationEvent): string {
  return JSON.stringify([event.clientContext ?? null, event.operationId?.toLowerCase() ?? null]);
}

export function foldOperation(known: Operation | undefined, event: OperationEvent, seq: number): Operation {
  const further = !known || PROGRESS[event.status] > PROGRESS[known.status] ? event.status : known.status;
  const resultInfo = further === 'running' ? undefined : resultOf(known, event, further);
  return {
    ...(event.operationId !== undefined && { operationId: sameSpelling(known?.operationId, event.operationId) }),
    ...(event.clientContext !== undefined && { clientContext: event.clientContext }),
    status: further,
    ...(resultInfo && { resultInfo }),
    firstSeq: Math.min(known?.firstSeq ?? seq, seq),
  };
}

/** Only results of the same status are weighed against each other: a completion's code must not explain a failure. */
function resultOf(known: Operation | undefined, event: OperationEvent, status: Operation['status']): ResultInfo | undefined {
  return strongerResult(
    known?.status === status ? known.resultInfo : undefined,
    event.status === status ? event.resultInfo : undefined,
  );
}

/** An invite as it was sent. */
export interface SentInvite {
  clientContext: string;
  /** `seq` of its sending. */
  sentSeq: number;
}

/**
 * What became of an invite. Matched by its `clientContext`; by an operation id that came with it; and else, as Graph's own
 * examples complete operations under names that nobody knows (Graph §6, §11.6), by an unknown operation that was first
 * received after the latest invite was sent.
 */
export function operationsOf(invite: SentInvite, all: readonly Operation[], invites: readonly SentInvite[]): Operation[] {
  const own = all.filter((operation) => operation.clientContext === invite.clientContext);
  const ids = new Set(own.map(({ operationId }) => operationId?.toLowerCase()).filter((id) => id !== undefined));
  const latest = invites.every(({ sentSeq }) => sentSeq <= invite.sentSeq);
  return all.filter((operation) => {
    if (own.includes(operation)) return true;
    if (operation.operationId !== undefined && ids.has(operation.operationId.toLowerCase())) return true;
    return latest && operation.firstSeq >= invite.sentSeq && !belongsTo(operation, invites, all);
  });
}

/** Whether its name, or that of another operation with its id, is that of another invite: one of this run's, or of any workflow of ours. */
function belongsTo(operation: Operation, invites: readonly SentInvite[], all: readonly Operation[]): boolean {
  const names = ({ clientContext }: Operation) =>
    clientContext !== undefined &&
    (isInviteContext(clientContext) || invites.some((invite) => invite.clientContext === clientContext));
  const isSame = ({ operationId }: Operation) =>
    operationId !== undefined && operationId.toLowerCase() === operation.operationId?.toLowerCase();
  return names(operation) || all.some((other) => isSame(other) && names(other));
}
