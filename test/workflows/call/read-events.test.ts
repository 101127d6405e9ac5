import { expect, it } from 'vitest';
import { readEvents } from '../../../workflows/call/read-events.ts';

const event = (resultInfo: object) => ({
  type: 'call',
  callId: 'P',
  at: '2026-01-01T00:00:00Z',
  state: 'terminated',
  resultInfo,
});

it.each(['message', 'terminationReason', 'requestId', 'clientRequestId'])(
  'takes a result whose %s is a text of a bearable length',
  (field) => {
    const texts = ['c-1', 'x'.repeat(2_001), 7, null, {}].map((value) => event({ [field]: value }));
    expect(readEvents(texts)).toEqual({ events: [texts[0]], ignored: 4 });
  },
);
