import { afterAll, beforeAll, expect, it } from 'vitest';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

it('of a P2P call that becomes a multiparty call by itself nothing of the meeting reaches the history', async () => {
  const ran = await runCall(system, [{ leg: 'p2p', do: 'turnMultiparty', at: 'p2p established', afterMs: 0 }]);
  const { timeline } = await ran.result();
  expect(timeline.map(({ what }) => what)).toContainEqual(expect.stringContaining('Graph sent meeting data'));
  expect(JSON.stringify(await ran.call.handle.fetchHistory())).not.toMatch(/19:turned|token-/);
});
