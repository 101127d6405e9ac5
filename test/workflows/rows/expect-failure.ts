import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'vitest';
import type { EscalationFailureDetails } from '../../../workflows/contract/result.ts';
import { sentBy } from './expect-row.ts';
import type { PlayedRow } from './played-row.ts';
import type { FailureRow } from './row.ts';

/** Holds what was played to a row that fails, the failure's `details[0]` complete. */
export function expectFailure(played: PlayedRow, row: FailureRow): void {
  const failure = failureOf(played.ending);
  const { p2pCall = 'kept', leftBehind } = row;
  expect(failure).toMatchObject({ type: row.row, nonRetryable: true });
  expect(failure.message).toContain(`${row.row}: `);

  const [own] = played.multipartyCalls;
  const { timeline, resultInfo, ...details } = detailsOf(failure);
  expect(details).toEqual({
    during: row.during,
    p2pCall,
    p2pCallId: played.p2pCallId,
    ...(own !== undefined && { multipartyCallId: own }),
    ...(leftBehind && { leftBehind: leftBehind === true ? [own] : leftBehind }),
  });
  expect(resultInfo).toMatchObject(row.resultInfo);
  expect(timeline.at(-1)?.what).toBe(`Failed: ${failure.message}`);
  expect(played.snapshot).toMatchObject({ status: 'failed' });

  expect(sentBy(played)).toEqual(row.sends);
  expect(played.alive).toEqual({
    p2p: p2pCall === 'kept' ? [played.p2pCallId] : [],
    multiparty: leftBehind === true ? [own] : [],
  });
}

export function failureOf(ending: { result: unknown } | { failure: Error } | undefined): ApplicationFailure {
  if (ending && 'failure' in ending && ending.failure instanceof ApplicationFailure) return ending.failure;
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
