import { ApplicationFailure } from '@temporalio/common';
import { WorkflowFailedError } from '@temporalio/client';
import { expect } from 'vitest';
import type {
  EscalationFailureDetails,
  EscalationFailureType,
  EscalationStatus,
  ResultInfo,
} from '../../../workflows/contract/result.ts';
import type { System } from '../../support/system.ts';
import { type Row, sentBy } from './expect-row.ts';
import { type Played, playRow, type Script } from './play-row.ts';

/** A way in which the workflow fails. */
export interface FailureRow extends Script {
  row: EscalationFailureType;
  case: string;
  during: Extract<EscalationStatus, 'answering' | 'creating' | 'inviting'>;
  /** As Microsoft said it. */
  resultInfo: ResultInfo;
  sends: Row['sends'];
  /** Default `kept`. */
  p2pCall?: 'kept' | 'ended';
  /** Attempts whose id nobody knows; `true`: our own leg could not be hung up. */
  leftBehind?: string[] | true;
}

/** Plays a row that fails, and holds the failure to it, `details[0]` complete. */
export async function expectFailure(system: System, row: FailureRow): Promise<Played> {
  const played = await playRow(system, row);
  const failure = await failureOf(played);
  const { p2pCall = 'kept', leftBehind } = row;
  expect(failure).toMatchObject({ type: row.row, nonRetryable: true });
  expect(failure.message).toContain(`${row.row}: `);

  const own = system.simulator
    .record()
    .legs.find(({ tenantId, kind }) => tenantId === played.organizerTenantId && kind === 'multiparty');
  const { timeline, resultInfo, ...details } = detailsOf(failure);
  expect(details).toEqual({
    during: row.during,
    p2pCall,
    p2pCallId: played.call.id,
    ...(own && { multipartyCallId: own.id }),
    ...(leftBehind && { leftBehind: leftBehind === true ? [own?.id] : leftBehind }),
  });
  expect(resultInfo).toMatchObject(row.resultInfo);
  expect(timeline.at(-1)?.what).toBe(`Failed: ${failure.message}`);
  expect(await played.call.snapshot()).toMatchObject({ status: 'failed' });

  expect(sentBy(played)).toEqual(row.sends);
  expect(played.alive()).toEqual({
    p2p: p2pCall === 'kept' ? [played.call.id] : [],
    multiparty: leftBehind === true ? [own?.id] : [],
  });
  return played;
}

export async function failureOf({ call }: Pick<Played, 'call'>): Promise<ApplicationFailure> {
  const ending: unknown = await call.result().catch((error: unknown) => error);
  if (ending instanceof WorkflowFailedError && ending.cause instanceof ApplicationFailure) return ending.cause;
  throw new Error('The escalation did not fail', { cause: ending });
}

export function detailsOf({ details }: ApplicationFailure): EscalationFailureDetails {
  const [first] = details ?? [];
  if (isDetails(first)) return first;
  throw new Error('The failure has no details');
}

function isDetails(value: unknown): value is EscalationFailureDetails {
  return typeof value === 'object' && value !== null && 'during' in value && 'timeline' in value;
}
