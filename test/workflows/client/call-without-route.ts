import { randomUUID } from 'node:crypto';
import type { EscalateCallInput } from '../../../workflows/client/index.ts';
import { SEED_MEETING } from '../../support/seed-meeting.ts';
import type { System } from '../../support/system.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';

/** A user calls the bot, and no route starts an escalation: that is left to a caller of the client, with this input. */
export function callWithoutRoute({ simulator }: System, more: Partial<EscalateCallInput> = {}): EscalateCallInput {
  const [callerUserId, tenantId] = [randomUUID(), randomUUID()];
  const id = simulator.call({ callerUserId, tenantId });
  return {
    p2pCall: { id, tenantId, state: 'incoming', caller: { user: { id: callerUserId } } },
    meeting: SEED_MEETING,
    policy: TEST_POLICY,
    ...more,
  };
}
