import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { CALL_NOTIFICATIONS } from '../../workflows/contract/names.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

const at = '2026-11-23T10:00:00.000Z';
/** Held back until the signals are in, also on a busy machine. */
const held = { request: 'createCall', do: 'delay', ms: 6_000 } as const;
const policy = { establishWithin: 30_000 };

function failedOperation(run: string, n: number, message: string): CallEvent {
  const leg = { run, kind: 'multiparty', tenantId: 'tenant', attempt: 99 } as const;
  return {
    type: 'operation',
    callId: 'other',
    at,
    leg,
    status: 'failed',
    operationId: `o${n}`,
    resultInfo: { code: 500, message },
  };
}

/** Temporal refuses a result above 2 MB, and an id above 2 kB in a search attribute, again and again: nothing received may grow into one. */
const FLOODS: [string, (run: string) => CallEvent[][]][] = [
  [
    'texts without end, which together are more than a result can hold',
    (run) => Array.from({ length: 14 }, (_, n) => [failedOperation(run, n, 'x'.repeat(170_000))]),
  ],
  [
    'more news than a result can hold',
    (run) =>
      Array.from({ length: 15 }, (_, n) =>
        Array.from({ length: 90 }, (_, m) => failedOperation(run, 90 * n + m, 'x'.repeat(1_900))),
      ),
  ],
  [
    'a leg with an id without end',
    (run) => [
      [
        {
          type: 'call',
          callId: 'a'.repeat(3_000),
          at,
          state: 'established',
          leg: { run, kind: 'multiparty', tenantId: 'tenant', attempt: 1 },
        },
      ],
    ],
  ],
];

it.each(FLOODS)('%s: the caller is escalated', async (_, signals) => {
  const ran = await runCall(system, [held], { policy });
  const { handle } = ran.call;
  // Not before its first line is written: what a run receives before its first task is reported first.
  await vi.waitFor(async () => expect((await ran.call.snapshot()).status).toBe('creating'), { timeout: 60_000 });
  const { runId } = await handle.describe();
  for (const events of signals(runId)) await handle.signal(CALL_NOTIFICATIONS, events);
  const result = await ran.result();
  expect(result).toMatchObject({ outcome: 'escalated' });
  const story = result.timeline.map(({ what }) => what);
  expect(story[0]).toBe('Answering the P2P call');
  expect(story).toContain('Multiparty leg 1 has ended');
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
});
