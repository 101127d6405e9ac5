import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import type { Leg } from '../graph-simulator/model/leg.ts';
import type { Scenario } from './scenario.ts';

export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';

/** What an escalation of the call is started with. */
export function inputFor(callId: string, receivedAt: string, { policy }: Scenario, p2p: Leg): EscalateCallInput {
  return {
    p2pCall: { id: callId, tenantId: TENANT, state: 'incoming', caller: { user: { id: p2p.caller?.id ?? '' } }, receivedAt },
    meeting: {
      chatInfo: { threadId: '19:meeting_a@thread.v2', messageId: '0' },
      organizer: { user: { id: 'b3a7f0aa-0000-4000-8000-000000000001', tenantId: TENANT } },
    },
    policy,
  };
}
