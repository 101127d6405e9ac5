import { expect, it } from 'vitest';
import type { EscalationSnapshot } from '../../../workflows/contract/result.ts';
import { escalationDetails } from '../../../workflows/escalate-call/details.ts';

it('names the ids by which Microsoft finds a request', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const snapshot: EscalationSnapshot = {
    status: 'creating',
    p2pCall: { id: 'P', state: 'established' },
    participants: [],
    timeline: [{ at, what: 'P2P call is missing', resultInfo: { code: 404, requestId: 'r-1', clientRequestId: 'c-1' } }],
  };
  expect(escalationDetails(snapshot)).toContain('P2P call is missing — 404, request-id r-1, client-request-id c-1');
});
