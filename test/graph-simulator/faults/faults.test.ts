import { describe, expect, it } from 'vitest';
import { createOutbox } from '../model/outbox.ts';
import type { Notification } from '../model/teams.ts';
import { createVirtualWorld } from '../testing/teams-in-virtual-time.ts';
import { type FaultInput, faultSchema } from './fault.ts';
import type { NotificationKind } from './kinds.ts';
import { ALL_FAULTS } from './all-faults.ts';
import { createFaultScript } from './script.ts';

const throttled = { request: 'answer', do: 'reply', status: 429 } as const;

describe('the script', () => {
  it('acts on the occurrences it names, counted from when it was scripted', () => {
    const script = createFaultScript([{ ...throttled, nth: 2, times: 2 }]);
    const acted = Array.from({ length: 5 }, () => script.onRequest('answer', {}) !== undefined);
    expect(acted).toEqual([false, true, true, false, false]);
    script.add([throttled]);
    expect(script.onRequest('answer', {})).toBeDefined();
  });

  it('acts always, and on all, where told to', () => {
    const script = createFaultScript([{ ...throttled, request: 'all', times: 'always' }]);
    expect([script.onRequest('invite', {}), script.onRequest('token', {})].every(Boolean)).toBe(true);
  });

  it('acts only where it applies', () => {
    const script = createFaultScript([{ ...throttled, where: { tenantId: 'a' } }]);
    expect(script.onRequest('answer', { tenantId: 'b' })).toBeUndefined();
    expect(script.onRequest('invite', { tenantId: 'a' })).toBeUndefined();
    expect(script.onRequest('answer', { tenantId: 'a' })).toBeDefined();
  });

  it('switches quirks on and off, and forgets all when cleared', () => {
    const script = createFaultScript([{ quirk: 'rosterUnderP2P' }, { quirk: 'answerReplies200' }, throttled]);
    script.add([{ quirk: 'rosterUnderP2P', on: false }]);
    expect([script.has('rosterUnderP2P', {}), script.has('answerReplies200', {})]).toEqual([false, true]);
    script.clear();
    expect([script.has('answerReplies200', {}), script.onRequest('answer', {})]).toEqual([false, undefined]);
  });

  it('has quirks for one tenant only', () => {
    const script = createFaultScript([{ quirk: 'rosterUnderP2P', where: { tenantId: 'a' } }]);
    expect([script.has('rosterUnderP2P', { tenantId: 'a' }), script.has('rosterUnderP2P', { tenantId: 'b' })]).toEqual([
      true,
      false,
    ]);
    script.add([{ quirk: 'rosterUnderP2P', on: false, where: { tenantId: 'a' } }]);
    expect(script.has('rosterUnderP2P', { tenantId: 'a' })).toBe(false);
  });

  it('refuses what it does not know', () => {
    expect(faultSchema.safeParse({ request: 'answer', do: 'explode' }).success).toBe(false);
    expect(faultSchema.safeParse({ ...throttled, tims: 2 }).success).toBe(false);
  });

  it.each(Object.entries(ALL_FAULTS))('%s is a script, and says what it is in a sentence', (_, { what, faults }) => {
    expect(() => createFaultScript(faults)).not.toThrow();
    expect(what).toMatch(/^[A-Z].*\.$/);
  });
});

describe('notifications', () => {
  it('are held until the script is cleared, and then delivered once', () => {
    const script = createFaultScript([{ notification: 'p2p established', do: 'hold' }]);
    const delivered: string[] = [];
    const port = { deliver: ({ kind }: Notification) => void delivered.push(kind), lost: () => {} };
    const post = createOutbox(createVirtualWorld(), script, port);
    post(notificationOf('p2p established'));
    post(notificationOf('roster'));
    expect(delivered).toEqual(['roster']);
    script.clear();
    script.clear();
    expect(delivered).toEqual(['roster', 'p2p established']);
  });

  function posted(faults: FaultInput[], kinds: NotificationKind[]) {
    const world = createVirtualWorld();
    const start = world.now();
    const delivered: string[] = [];
    const lost: string[] = [];
    const post = createOutbox(world, createFaultScript(faults), {
      deliver: ({ kind }) => void delivered.push(`${kind} ${world.now() - start}`),
      lost: ({ kind }) => void lost.push(kind),
    });
    for (const kind of kinds) post(notificationOf(kind));
    world.run(10_000);
    return { delivered, lost };
  }

  it('are lost', () => {
    expect(posted([{ notification: 'operation', do: 'lose' }], ['operation', 'roster'])).toEqual({
      delivered: ['roster 0'],
      lost: ['operation'],
    });
  });

  it('are doubled', () => {
    expect(posted([{ notification: 'all', do: 'double', nth: 2 }], ['operation', 'roster']).delivered).toEqual([
      'operation 0',
      'roster 0',
      'roster 0',
    ]);
  });

  it('are delayed', () => {
    expect(posted([{ notification: 'operation', do: 'delay', ms: 700 }], ['operation', 'roster']).delivered).toEqual([
      'roster 0',
      'operation 700',
    ]);
  });

  it('swap with the next one, or come late where none follows', () => {
    const swap: FaultInput = { notification: 'p2p establishing', do: 'swap', ms: 800 };
    expect(posted([swap], ['p2p establishing', 'p2p established']).delivered).toEqual([
      'p2p established 0',
      'p2p establishing 0',
    ]);
    expect(posted([swap], ['p2p establishing']).delivered).toEqual(['p2p establishing 800']);
  });
});

function notificationOf(kind: NotificationKind): Notification {
  return { kind, callId: 'call', tenantId: 'tenant', chainId: '', scenarioId: '', url: '', body: {} };
}
