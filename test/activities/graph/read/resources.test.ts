import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGraphError } from '../../../../activities/graph/client/graph-error.ts';
import { readCall } from '../../../../activities/graph/read/call.ts';
import { readNotifications } from '../../../../activities/graph/read/notifications.ts';
import { readOperation, readOperationStatus } from '../../../../activities/graph/read/operation.ts';
import { readRoster } from '../../../../activities/graph/read/roster.ts';
import { readEvents } from '../../../../workflows/call/read-events.ts';

const heard = { callId: 'call-1', at: '2026-01-31T12:00:00.000Z' };

describe('a response', () => {
  it('of GET call is the call as it is', () => {
    const body = { '@odata.context': 'x', id: 'other', state: 'Established', resultInfo: null, myParticipantId: 'p' };
    expect(readCall(body, heard)).toEqual([{ type: 'call', ...heard, state: 'established' }]);
  });

  it('of GET operation has the id that was asked for', () => {
    const body = { id: 'of the body', status: 'completed', clientContext: null };
    expect(readOperation(body, { ...heard, operationId: 'asked' })).toEqual([
      { type: 'operation', ...heard, operationId: 'asked', status: 'completed' },
    ]);
  });

  it('of an invite may have no body, and has a result only when it is over', () => {
    expect(readOperationStatus(undefined)).toBeUndefined();
    expect(readOperationStatus({ status: 'Running', resultInfo: { code: 200 } })).toEqual({ status: 'running' });
    expect(readOperationStatus({ status: 'failed', resultInfo: { code: 500 } })).toEqual({
      status: 'failed',
      resultInfo: { code: 500 },
    });
  });

  it('has its words cut to what an operator reads, and never inside a character', () => {
    const message = `${'x'.repeat(499)}😀${'y'.repeat(200_000)}`;
    const [call] = readCall({ state: 'terminated', resultInfo: { code: 500, message }, terminationReason: message }, heard);
    const cut = `${'x'.repeat(499)}…`;
    expect(call).toMatchObject({ resultInfo: { code: 500, message: cut, terminationReason: cut } });
    expect(readGraphError({ status: 403, body: { error: { code: '7504', message } } }).message).toBe(cut);
  });

  it('of GET participants is everyone, as a probe', () => {
    const people = [{ info: { identity: { user: { id: 'u' } } }, rosterSequenceNumber: 3 }, { info: {} }, null];
    expect(readRoster(people, heard)).toEqual([
      {
        type: 'roster',
        ...heard,
        extent: 'full',
        source: 'probe',
        participants: [{ id: 'u', kind: 'user', inLobby: false }],
        sequenceNumber: 3,
      },
    ]);
  });
});

describe('whatever comes', () => {
  const path = fc
    .constantFrom('', '/participants', '/participants/p', '/operations/o', '/operations/participants', '/else')
    .map((rest) => `/communications/calls/c${rest}`);
  const resource = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        '@odata.type': fc.constantFrom(
          '#microsoft.graph.call',
          '#microsoft.graph.participant',
          '#microsoft.graph.deltaParticipants',
          '#microsoft.graph.inviteParticipantsOperation',
        ),
        id: fc.jsonValue(),
        state: fc.jsonValue(),
        status: fc.jsonValue(),
        info: fc.jsonValue(),
        participants: fc.jsonValue(),
        resultInfo: fc.oneof(
          fc.jsonValue(),
          fc.record({ code: fc.jsonValue(), subcode: fc.jsonValue(), message: fc.jsonValue() }),
        ),
      },
      { requiredKeys: [] },
    ),
  );
  const item = fc.oneof(
    fc.jsonValue(),
    fc.record({
      changeType: fc.jsonValue(),
      resourceUrl: fc.oneof(path, fc.jsonValue()),
      resourceData: fc.oneof(resource, fc.array(resource)),
    }),
  );

  it('is read without an exception, into events that the workflow knows', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const { events, ignored } = readNotifications(items, heard.at);
        expect(readEvents(events)).toEqual({ events, ignored: 0 });
        expect(ignored).toBeLessThanOrEqual(items.length);
      }),
      { numRuns: process.env.CI ? 500 : 100 },
    );
  });
});
