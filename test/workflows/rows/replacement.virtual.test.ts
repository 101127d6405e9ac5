import { describe, it } from 'vitest';
import { LEG_ENDED_ROWS, REPLACEMENT_ROWS } from './replacement-rows.ts';
import { testRow } from './virtual-row.ts';

describe('operation | caller in the roster | P2P leg', () => {
  it.each(REPLACEMENT_ROWS)('$row ($case)', async (row) => {
    await testRow(row);
  });
});

describe('the multiparty leg ends after the invite was sent, the caller not in it', () => {
  it.each(LEG_ENDED_ROWS)('$row ($case)', async (row) => {
    await testRow(row);
  });
});
