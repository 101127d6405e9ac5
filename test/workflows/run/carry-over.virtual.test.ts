import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timelineEntriesOf } from '../../../workflows/call/timeline-entries.ts';
import type { CallEvent } from '../../../workflows/contract/events.ts';
import { applyEvents } from '../../../workflows/run/apply-events.ts';
import { hangUp } from '../../../workflows/run/hang-up.ts';
import { recordInvite } from '../../../workflows/run/invites.ts';
import { newRun, newRunState } from '../../../workflows/run/new-run.ts';
import { probe } from '../../../workflows/run/probe.ts';
import type { RunState } from '../../../workflows/run/run-state.ts';
import type { Run } from '../../../workflows/run/run.ts';
import { activate, newInstance } from '../../simulation/fake-temporal/instance.ts';
import { inVirtualTime } from '../../simulation/in-virtual-time.ts';
import { setProcessTime } from '../../simulation/virtual-date.ts';

const START = 1_800_000_000_000;
const P2P = 'aaaaaaaa-0000-4000-8000-000000000001';
const MULTIPARTY = 'bbbbbbbb-0000-4000-8000-000000000002';
const own = { run: 'run', tenantId: 'tenant', attempt: 1 };
const at = new Date(START).toISOString();

const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc
    .record({
      callId: fc.constantFrom(P2P, MULTIPARTY),
      state: fc.constantFrom('establishing' as const, 'established' as const, 'terminated' as const),
      code: fc.option(fc.constantFrom(200, 487), { nil: undefined }),
    })
    .map(({ callId, state, code }) => ({
      type: 'call' as const,
      at,
      callId,
      state,
      ...(code && { resultInfo: { code, subcode: 0 } }),
    })),
  fc
    .record({
      status: fc.constantFrom('running' as const, 'completed' as const),
      clientContext: fc.constantFrom('invite-1', 'other'),
    })
    .map((said) => ({
      type: 'operation' as const,
      at,
      callId: MULTIPARTY,
      leg: { kind: 'multiparty' as const, ...own },
      operationId: 'o',
      ...said,
    })),
  fc
    .array(fc.record({ id: fc.constantFrom('caller', 'guest'), inLobby: fc.boolean() }), { maxLength: 2 })
    .map((participants) => ({
      type: 'roster' as const,
      at,
      callId: MULTIPARTY,
      leg: { kind: 'multiparty' as const, ...own },
      extent: 'full' as const,
      source: 'notification' as const,
      participants,
    })),
);

function over(state: RunState): Run {
  const entriesOf: Run['story']['entriesOf'] = (before, after) =>
    timelineEntriesOf(state.identity, before, after, [{ id: 'caller', title: 'Caller' }]);
  return newRun(state, { probeAfter: 5_000, entriesOf, isSurplus: () => false, details: () => '' });
}

const begun = (withP2P: boolean) =>
  newRunState(
    { run: 'run', ...(withP2P && { p2pCallId: P2P }) },
    [
      ...(withP2P ? [{ callId: P2P, kind: 'p2p', ...own, attempt: 0, reached: 'incoming' } as const] : []),
      { callId: MULTIPARTY, kind: 'multiparty', ...own, reached: 'establishing' },
    ],
    START,
  );

/** Applies the events, probes, and hangs up. @param carriedAt before which of the events the state is carried over, as JSON */
function play(withP2P: boolean, events: readonly CallEvent[], carriedAt?: number): { state: string; commands: string } {
  const instance = newInstance('w', 'run', new Date(START));
  activate(instance);
  try {
    let run = over(begun(withP2P));
    recordInvite(run, (n) => `invite-${n}`);
    for (const [index, one] of events.entries()) {
      if (index === carriedAt) run = over(JSON.parse(JSON.stringify(run.state)) as RunState);
      applyEvents(run, [one]);
    }
    probe(run, 'the test');
    for (const leg of Object.values(run.state.call.legs)) if (!leg.end) void hangUp(run, leg);
    return { state: JSON.stringify(run.state), commands: JSON.stringify(instance.commands) };
  } finally {
    activate(undefined);
  }
}

const standingStill = (act: () => void) =>
  inVirtualTime(async () => {
    setProcessTime(() => START);
    act();
  });

it('a run that is carried over as JSON knows the same, and asks for the same', () =>
  standingStill(() => {
    const cases = fc
      .array(event, { minLength: 1, maxLength: 10 })
      .chain((events) => fc.tuple(fc.boolean(), fc.constant(events), fc.nat(events.length - 1)));
    fc.assert(
      fc.property(cases, ([withP2P, events, carriedAt]) => {
        expect(play(withP2P, events, carriedAt)).toEqual(play(withP2P, events));
      }),
    );
  }));

it('a hang-up under way is begun again by the run that it is carried over to', () =>
  standingStill(() => {
    const instance = newInstance('w', 'run', new Date(START));
    activate(instance);
    const run = over(begun(false));
    for (const leg of Object.values(run.state.call.legs)) void hangUp(run, leg);
    over(JSON.parse(JSON.stringify(run.state)) as RunState);
    activate(undefined);
    const hangUps = instance.commands.filter((command) => command.type === 'activity' && command.name === 'hangUp');
    expect(hangUps).toHaveLength(2);
  }));
