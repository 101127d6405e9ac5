import { afterAll, beforeAll, expect, it } from 'vitest';
import { MULTIPARTY_CALL_ID } from '../../workflows/contract/search-attributes.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

it('an escalation that ends before its invite is found by its multiparty call', async () => {
  const ran = await runCall(system, [{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }], {
    policy: { establishWithin: 1_500, createAttempts: 1 },
  });
  expect(await ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'multipartyCallFailed' });
  const { typedSearchAttributes } = await ran.call.handle.describe();
  expect(typedSearchAttributes.get(MULTIPARTY_CALL_ID)).toBe(ran.legs()[1]?.id);
});
