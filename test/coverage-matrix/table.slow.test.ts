import { expect, it } from 'vitest';
import type { Cell, Row } from './cell.ts';
import { collectTests } from './collect-tests.ts';
import { missingTests } from './missing-tests.ts';
import { TABLE } from './table.ts';

const CELLS = Object.values<Row>(TABLE).flatMap((row) => Object.values(row));
const testsOf = (cell: Cell): readonly string[] => ('tests' in cell ? cell.tests : []);

it('every test that a cell names exists', async () => {
  expect(CELLS).toHaveLength(65);
  expect(await missingTests(CELLS.flatMap(testsOf))).toEqual([]);
});

it('a test that does not exist is found out, by its name, its file, the case of its `each`, or because it is skipped', async () => {
  const right = [
    'test/coverage-matrix/some-tests.ts > a group > case a',
    'test/coverage-matrix/some-tests.ts > a group > case b',
  ];
  const wrong = [
    'test/coverage-matrix/some-tests.ts > a group > case c',
    'test/coverage-matrix/some-tests.ts > a group > case %s',
    'test/coverage-matrix/some-tests.ts > case a',
    'test/coverage-matrix/some-tests.ts > a group > skipped',
    'test/coverage-matrix/some-tests.ts > a group > to be written',
    'test/coverage-matrix/no-tests.ts > a group > case a',
    'a group > case a',
  ];
  expect(await missingTests([...right, ...wrong])).toEqual(wrong);
});

it('a file that cannot be collected is reported', async () => {
  await expect(collectTests(['test/coverage-matrix/broken-tests.ts'])).rejects.toThrow('could not be collected');
});
