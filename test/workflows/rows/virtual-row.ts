import type { EscalationResult } from '../../../workflows/contract/result.ts';
// Before what runs workflow code.
import { type Place, playVirtually } from './play-virtually.ts';
import { expectFailure } from './expect-failure.ts';
import { expectRow } from './expect-row.ts';
import type { PlayedRow } from './played-row.ts';
import type { FailureRow, Row } from './row.ts';

/** Plays a row in virtual time and holds it to what it says; hands out the call for what the row has besides. */
export async function testRow(row: Row, place?: Place): Promise<{ played: PlayedRow; result: EscalationResult }> {
  const played = await playVirtually(row, place);
  return { played, result: expectRow(played, row) };
}

export async function testFailure(row: FailureRow): Promise<void> {
  expectFailure(await playVirtually(row), row);
}
