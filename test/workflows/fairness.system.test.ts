import { afterAll, beforeAll, expect, it } from 'vitest';
import { stayWorkflowId } from '../../workflows/contract/call-id.ts';
import { LEAVE } from '../../workflows/contract/names.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

it("an escalation waits in its tenant's line, and so does the stay that it begins", async () => {
  const call = await system.call({ afterwards: 'stay' });
  const result = await call.result();
  const stay = stayWorkflowId(result.multipartyCallId ?? '');
  for (const workflowId of [call.workflowId, stay]) {
    const { raw } = await system.client.workflow.getHandle(workflowId).describe();
    expect(raw.workflowExecutionInfo?.priority?.fairnessKey).toBe(call.tenantId);
  }
  await system.client.workflow.getHandle(stay).executeUpdate(LEAVE);
});
