import { afterAll, beforeAll, expect, test } from 'vitest';
import { injectedEnvironment } from './injected-environment.ts';
import { startSystem, type System } from './system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

test('a user calls and is escalated', async () => {
  const call = await system.call();
  const result = await call.result();
  expect(result).toMatchObject({ outcome: 'escalated', p2pCallId: call.id });
  expect(system.simulator.record().legs.filter(({ alive }) => alive)).toEqual([]);
});
