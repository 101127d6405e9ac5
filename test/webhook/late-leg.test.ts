import { expect, it } from 'vitest';
import type { CallbackRoute } from '../../activities/graph/client/callback-address.ts';
import { lateLegs } from '../../webhook/late-leg.ts';
import type { CallStateEvent } from '../../workflows/contract/events.ts';

const P2P = '57dab8b1-894c-409a-b240-bd8beae78896';
const MULTIPARTY = '90ed37dc-d8e3-4e11-9de3-30a955dda06f';
const route: CallbackRoute = {
  workflowId: 'escalation-57dab8b1894c409ab240bd8beae78896',
  leg: { kind: 'multiparty', tenantId: 'tenant', run: 'run', attempt: 1 },
};
const alive = (callId: string): CallStateEvent => ({ type: 'call', callId, at: '2026-11-23T10:00:00Z', state: 'established' });

it('hangs up a leg once, though Graph writes its id in two ways', () => {
  expect(lateLegs([alive(MULTIPARTY), alive(MULTIPARTY.toUpperCase().replaceAll('-', ''))], route)).toHaveLength(1);
});

it.each([P2P, P2P.toUpperCase(), P2P.replaceAll('-', '')])(
  "never drops the caller's own call, on whatever address it turns up: %s",
  (callId) => {
    expect(lateLegs([alive(callId), alive(MULTIPARTY)], route)).toEqual([{ callId: MULTIPARTY, tenantId: 'tenant' }]);
  },
);

it('leaves alone a leg that has ended', () => {
  expect(lateLegs([{ ...alive(MULTIPARTY), state: 'terminated' }], route)).toEqual([]);
});
