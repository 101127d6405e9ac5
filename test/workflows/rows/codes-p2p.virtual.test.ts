import { describe, expect, it } from 'vitest';
import { ANSWERED, NOT_ANSWERED } from './p2p-code-rows.ts';
import { testRow } from './virtual-row.ts';

describe('P, not answered', () => {
  it.each(NOT_ANSWERED)('$row ($case)', async (row) => {
    const { played, result } = await testRow(row);
    expect(result).toMatchObject({ during: 'answering' });
    expect(played.requests('answer').filter(({ status }) => status === 202)).toEqual([]);
  });
});

describe('P, answered', () => {
  it.each(ANSWERED)('$row ($case)', async (row) => {
    await testRow(row);
  });
});
