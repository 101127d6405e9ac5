import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import type { Leg } from '../graph-simulator/model/leg.ts';
import type { Scenario } from './scenario.ts';

export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const ORGANIZER_TENANT = '6a1f0c2e-5b1d-4c39-9a55-0d3c7be6f002';
const THIRD_TENANT = 'c0ffee00-7a1e-4f0b-8a8e-94a4b1de0003';

/** What an escalation of the call is started with. `time`: whether it is the first or the second escalation of the call. */
export function inputFor(callId: string, receivedAt: string, scenario: Scenario, p2p: Leg, time: 1 | 2): EscalateCallInput {
  const { againElsewhere } = scenario.circumstances ?? {};
  const isElsewhere = time === 2 && againElsewhere === true;
  return {
    p2pCall: { id: callId, tenantId: TENANT, state: 'incoming', caller: { user: { id: p2p.caller?.id ?? '' } }, receivedAt },
    meeting: {
      chatInfo: { threadId: isElsewhere ? '19:meeting_b@thread.v2' : '19:meeting_a@thread.v2', messageId: '0' },
      organizer: {
        user: { id: 'b3a7f0aa-0000-4000-8000-000000000001', tenantId: isElsewhere ? THIRD_TENANT : organizerTenant(scenario) },
      },
    },
    policy: scenario.policy,
    ...(scenario.others && { invite: scenario.others.map((id) => ({ user: { id } })) }),
  };
}

/** Of the meeting of the first escalation. */
export function organizerTenant({ circumstances }: Scenario): string {
  return circumstances?.otherOrganizer ? ORGANIZER_TENANT : TENANT;
}
