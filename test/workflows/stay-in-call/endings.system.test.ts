import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { type StartedStay, settled, startStay, type StayOptions } from './start-stay.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

interface Ending extends StayOptions {
  /** After the stay has read who is in. */
  act?: (started: StartedStay) => unknown;
  reason: string;
}

const leaves = ({ happens, somebody }: StartedStay) => happens({ do: 'leave', who: somebody });
/** By which an end shows itself that nobody told. */
const SOON = { keepAliveEvery: 200 };

const LEFT: Record<string, Ending> = {
  'asked to, by the update': { act: ({ stay }) => stay.leave(), reason: 'asked' },
  'asked to, by a cancellation': { act: ({ stay }) => stay.cancel(), reason: 'asked' },
  'nobody else is left': { policy: { aloneFor: 300 }, act: leaves, reason: 'alone' },
  'only a recorder is left': {
    policy: { aloneFor: 300 },
    act: (started) => {
      started.happens({ do: 'join', person: { kind: 'application', displayName: 'Recorder' } });
      leaves(started);
    },
    reason: 'alone',
  },
  'whoever is left waits in the lobby': {
    policy: { aloneFor: 300 },
    act: (started) => {
      started.happens({ do: 'join', inLobby: true });
      leaves(started);
    },
    reason: 'alone',
  },
  'nobody else is left, and no roster told': {
    policy: { aloneFor: 300, ...SOON },
    faults: [{ quirk: 'rosterNeverSent' }],
    act: leaves,
    reason: 'alone',
  },
  'it has stayed as long as it may, whoever is in': { policy: { stayAtMost: 4_000 }, reason: 'stayedAtMost' },
};

describe('it leaves, and nothing of ours is left alive', () => {
  it.each(Object.entries(LEFT))('%s', async (_, { act, reason, ...options }) => {
    const started = await startStay(system, options);
    // Who has stayed as long as it may can be gone before anybody has looked.
    if (act) {
      await settled(started);
      await act(started);
    }
    expect(await started.stay.result()).toMatchObject({
      outcome: 'left',
      reason,
      callId: started.call.id,
      context: 'ticket 4711',
    });
    expect(started.leg()).toMatchObject({ alive: false, ended: { by: 'bot' } });
    expect(started.count('delete')).toBe(1);
    expect(await started.stay.state()).toMatchObject({ status: 'left', call: { state: 'terminated' } });
  });
});

const ENDED: Record<string, Ending> = {
  'somebody removed the bot': { act: ({ happens }) => happens({ do: 'removeBot' }), reason: 'removed' },
  'the meeting has ended': { act: ({ happens }) => happens({ do: 'end' }), reason: 'meetingEnded' },
  'the meeting has ended, and nobody told: keepAlive meets 404': {
    policy: SOON,
    act: ({ happens }) => happens({ do: 'end', told: false }),
    reason: 'unknown',
  },
  'the bot was removed, and its service tells us nothing': {
    policy: SOON,
    callbackUri: 'http://127.0.0.1:9/nobody-listens',
    act: ({ happens }) => happens({ do: 'removeBot', told: false }),
    reason: 'unknown',
  },
  'the leg failed': { act: ({ happens }) => happens({ do: 'failBot', code: 500, subcode: 7117 }), reason: 'callFailed' },
  'the leg lost its media': {
    act: ({ happens }) => happens({ do: 'failBot', code: 410, subcode: 301_005 }),
    reason: 'callFailed',
  },
  'everybody left, and Graph ends the call before we do': {
    faults: [{ quirk: 'lonelyLegEnds' }],
    act: leaves,
    reason: 'alone',
  },
};

describe('others end the call, and nothing is sent to a leg that is gone', () => {
  it.each(Object.entries(ENDED))('%s', async (_, { act, reason, ...options }) => {
    const started = await startStay(system, options);
    // Of a service that tells us nothing, the read of the roster tells all.
    if (options.callbackUri === undefined) await settled(started);
    await act?.(started);
    expect(await started.stay.result()).toMatchObject({ outcome: 'ended', reason, callId: started.call.id });
    expect(started.count('delete')).toBe(0);
    expect(await started.stay.state()).toMatchObject({ status: 'ended', call: { state: 'terminated' } });
  });
});
