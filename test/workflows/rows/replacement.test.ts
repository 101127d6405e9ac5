import { afterAll, beforeAll, describe, it } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { expectRow } from './expect-row.ts';
import { ROW_TIMINGS } from './play-row.ts';
import { LEG_ENDED_ROWS, REPLACEMENT_ROWS } from './replacement-rows.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: ROW_TIMINGS } });
});
afterAll(() => system.stop());

describe.concurrent('operation | caller in the roster | P2P leg', () => {
  it.each(REPLACEMENT_ROWS)('$row ($case)', async (row) => {
    await expectRow(system, row);
  });
});

describe.concurrent('the multiparty leg ends after the invite was sent, the caller not in it', () => {
  it.each(LEG_ENDED_ROWS)('$row ($case)', async (row) => {
    await expectRow(system, row);
  });
});
