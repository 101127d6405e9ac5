import { type Breakage, SIMULATION } from './breakage.ts';

const stories = 'test/simulation/stories/stories.test.ts';

/** Deadlines of the wrong length, and what is taken for a sign of this run and is none: a review found them to pass all tests. */
export const DEADLINES_AND_NAMESAKES: Breakage[] = [
  {
    guards: 'Rule 5, the deadline of an invite',
    does: 'waits twice as long',
    file: 'workflows/steps/move-caller.ts',
    from: 'const inviteBy = now(e) + inviteWithin;',
    to: 'const inviteBy = now(e) + 2 * inviteWithin;',
    foundBy: stories,
  },
  {
    guards: 'Rule 5, the deadline of a replacement',
    does: 'waits three times as long',
    file: 'workflows/steps/move-caller.ts',
    from: 'const replaceBy = now(e) + replaceWithin;',
    to: 'const replaceBy = now(e) + 3 * replaceWithin;',
    foundBy: stories,
  },
  {
    guards: "Rule 5, the deadline of the P2P call's establishment",
    does: 'waits three times as long',
    file: 'workflows/steps/answer-caller.ts',
    from: 'e.p2pEstablishBy = now(e) + e.input.policy.establishWithin;',
    to: 'e.p2pEstablishBy = now(e) + 3 * e.input.policy.establishWithin;',
    foundBy: stories,
  },
  {
    guards: 'Rule 5, the time until we leave',
    does: 'stays twenty times as long',
    file: 'workflows/steps/leave-meeting.ts',
    from: 'now(e) + e.input.policy.leaveAfter',
    to: 'now(e) + 20 * e.input.policy.leaveAfter',
    foundBy: stories,
  },
  {
    guards: 'Rule 6, the caller while we wait in the lobby',
    does: 'does not watch the P2P call there',
    file: 'workflows/steps/move-caller.ts',
    from: "what: 'our own leg to be admitted from the lobby',\n    ready: () => !isWaitingInLobby(e),\n    until: () => establishBy,\n    watchCaller: true",
    to: "what: 'our own leg to be admitted from the lobby',\n    ready: () => !isWaitingInLobby(e),\n    until: () => establishBy,\n    watchCaller: false",
    foundBy: stories,
  },
  {
    guards: 'Rule 6, seen since the invite was sent',
    does: 'takes a caller who had dialled in himself for moved',
    file: 'workflows/call/roster.ts',
    from: "if ((person?.seenInAt ?? -1) >= tick) return 'in';",
    to: "if ((person?.seenInAt ?? -1) >= 0) return 'in';",
    foundBy: stories,
  },
  {
    guards: "Rule 1, an earlier run's leg",
    does: 'counts it for an attempt of this run',
    file: 'workflows/call/meeting.ts',
    from: 'leg.run === subject.run && leg.attempt === attempt',
    to: 'leg.attempt === attempt',
    foundBy: stories,
  },
  {
    guards: "Rule 1, an earlier run's leg",
    does: 'hears its operations and rosters as those of this run',
    file: 'workflows/call/call.ts',
    from: 'event.leg.run === subject.run',
    to: "event.leg.run !== ''",
    foundBy: stories,
  },
  {
    guards: 'Rule 7 in the simulation, a leg that is known',
    does: 'leaves it alive where another attempt is unknown',
    file: 'workflows/escalation/hang-up.ts',
    from: '    return !leg.end && !e.givenUp.has(key) && !e.hangingUp.has(key);',
    to: "    const someUnknown = e.creations.some(({ outcome }) => outcome === 'unknown');\n    return !leg.end && !e.givenUp.has(key) && !e.hangingUp.has(key) && (leg.kind === 'p2p' || !someUnknown);",
    foundBy: SIMULATION,
  },
  {
    guards: 'Result in the simulation, the id of the multiparty call',
    does: 'names the first leg, not the one in use',
    file: 'workflows/escalation/conclude.ts',
    from: 'const inUse = e.meeting === undefined ? undefined : e.call.legs[e.meeting];',
    to: "const inUse = Object.values(e.call.legs).find((leg) => leg.kind === 'multiparty');",
    foundBy: SIMULATION,
  },
];
