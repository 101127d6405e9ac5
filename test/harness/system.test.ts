import { afterAll, beforeAll, expect, test } from 'vitest';
import { injectedGround } from './injected-ground.ts';
import { startSystem, type System } from './system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ ground: injectedGround() });
});
afterAll(() => system.stop());

test('a user calls and is escalated', async () => {
  const call = await system.call();
  const result = await call.result();
  expect(result).toMatchObject({ outcome: 'escalated', p2pCallId: call.id });
  expect(system.simulator.record().legs.filter(({ alive }) => alive)).toEqual([]);
});
