import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EscalationFailed } from '../../../workflows/client/escalation-failed.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runCall } from '../run-call.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

describe("the starter's context is echoed", () => {
  const context = 'ticket 4711';

  it('in the result and the snapshot', async () => {
    const ran = await runCall(system, [], { context });
    expect(await ran.result()).toMatchObject({ outcome: 'escalated', context });
    expect(await ran.call.snapshot()).toMatchObject({ context });
  });

  it('where it was not escalated', async () => {
    const ran = await runCall(system, [{ invite: 'declined' }], { context });
    expect(await ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', context });
  });

  it('in the details of a failure', async () => {
    const body = { errorCode: '7504', message: 'Insufficient enterprise tenant permissions, cannot access this API.' };
    const faults: FaultInput[] = [{ request: 'createCall', do: 'reply', status: 403, body }];
    const ran = await runCall(system, faults, { context });
    const escalation = await system.escalations.find(ran.call.id);
    const error: unknown = await escalation.result().catch((failed: unknown) => failed);
    expect(error).toBeInstanceOf(EscalationFailed);
    expect(error).toMatchObject({ kind: 'PermissionMissing', details: { context } });
  });
});
