import { describe, expect, it } from 'vitest';
import type { Leg } from '../../../workflows/call/leg.ts';
import { whyStayEnded } from '../../../workflows/call/stay-end.ts';

const leg: Leg = { callId: 'm', kind: 'multiparty', attempt: 1, tenantId: 't', run: 'r', reached: 'established' };

describe('why a stay ended that nobody of ours ended', () => {
  it.each<[number, number, ReturnType<typeof whyStayEnded>]>([
    [200, 5000, 'removed'],
    [200, 5300, 'removed'],
    [200, 5002, 'alone'],
    [200, 5010, 'alone'],
    [0, 5013, 'alone'],
    [200, 5001, 'meetingEnded'],
    [200, 5007, 'meetingEnded'],
    [408, 8537, 'callFailed'],
    [410, 301005, 'callFailed'],
    [500, 7117, 'callFailed'],
    [200, 5855, 'callFailed'],
    [200, 7000, 'unknown'],
    [603, 0, 'unknown'],
  ])('%d/%d', (code, subcode, reason) => {
    expect(whyStayEnded({ ...leg, end: { evidence: 'notification', resultInfo: { code, subcode } } })).toBe(reason);
  });

  it('is unknown without a code, and where reads found nothing', () => {
    expect(whyStayEnded({ ...leg, end: { evidence: 'notification' } })).toBe('unknown');
    expect(whyStayEnded({ ...leg, end: { evidence: 'missing', resultInfo: { code: 404 } } })).toBe('unknown');
  });
});
