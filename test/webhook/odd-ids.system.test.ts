import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readNotifications } from '../../activities/graph/read/notifications.ts';
import { connectTemporal } from '../../webhook/temporal.ts';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';

/** Real server, no worker. */
let webhook: ReturnType<typeof connectTemporal>;

beforeAll(() => {
  const { address, namespace } = injectedEnvironment().temporal;
  vi.stubEnv('TEMPORAL_ADDRESS', address);
  vi.stubEnv('TEMPORAL_NAMESPACE', namespace);
  webhook = connectTemporal(`odd-ids-${randomUUID()}`);
});
afterAll(() => webhook.close());

const ODD_IDS: [string, string][] = [
  ['half of a character', 'call\ud83d'],
  ['the other half', '\udc00call'],
  ['a zero', 'call\u0000id'],
  ['a line feed', 'call\nid'],
  ['blanks', ' c a l l '],
  ['no Latin', '\u0437\u0432\u043e\u043d\u043e\u043a-\u96fb\u8a71'],
  ['too long', 'c'.repeat(5_000)],
  ['as many characters as Temporal takes, in more bytes', '\u00e9'.repeat(900)],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
];

/** A 503 to Graph would loop: it is for what may be fixed meanwhile. */
it.each(ODD_IDS)('a call id with %s is delivered or refused for good, and not tried again and again', async (_, callId) => {
  const resourceData = { state: 'established' };
  const item = { changeType: 'updated', resourceUrl: `/communications/calls/${callId}`, resourceData };
  for (const event of readNotifications([item], '2026-11-23T10:00:00.000Z').events) {
    const leg = { callId: event.callId, tenantId: 'tenant' };
    const p2pCall = { id: event.callId, tenantId: 'tenant', state: 'incoming', caller: { user: { id: 'user' } } } as const;
    const input = { p2pCall, meeting: { joinMeetingId: '123' } };
    const workflowId = escalationWorkflowId(event.callId);
    expect(['noOpenRun', 'refused']).toContain(await webhook.port.signal(workflowId, [event], 5_000));
    expect(['stored', 'refused']).toContain(await webhook.port.startEscalation(input, [event], 5_000));
    expect(['stored', 'refused']).toContain(await webhook.port.hangUpLateLeg(leg, 5_000));
  }
});
