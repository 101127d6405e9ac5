import type { Mutation } from './mutation.ts';

const bodies = 'test/graph-simulator/model/notification-bodies.test.ts';
const quirks = 'test/graph-simulator/model/field-quirks.test.ts';
const stories = 'test/simulation/stories/stories.system.test.ts';
const reasons = 'test/workflows/call/reasons.test.ts';
const invariants = 'test/invariants/invariants.test.ts';

/** Shapes of the field that no document has: the simulator's side, and what the product makes of them. */
export const FIELD_SHAPES = [
  {
    guards: 'Field shapes, 200/5002 after the invite',
    does: 'takes a replaced call for a hang-up',
    file: 'workflows/call/p2p-end.ts',
    from: 'return isEndedByBot(end) || (code !== undefined && is(code, 200, 5002));',
    to: 'return isEndedByBot(end) || (code !== undefined && is(code, 200, 5003));',
    foundBy: stories,
  },
  {
    guards: 'Field shapes, 200/5002 after the invite: of a success',
    does: 'takes any 5002 for a replacement',
    file: 'workflows/call/p2p-end.ts',
    from: 'is(code, 200, 5002)',
    to: "is(code, '*', 5002)",
    foundBy: reasons,
  },
  {
    guards: 'Field shapes, 200/5002 before the invite',
    does: 'takes a hang-up for a failure',
    file: 'workflows/call/p2p-end.ts',
    from: "  if (isEndedByBot(end)) return 'p2pCallFailed';\n  if (!code || is(code, 487, 0)) return",
    to: "  if (isSignOfReplacement(end)) return 'p2pCallFailed';\n  if (!code || is(code, 487, 0)) return",
    foundBy: stories,
  },
  {
    guards: 'Field shapes, 200/5002 before the answer',
    does: 'takes a hang-up for a failure',
    file: 'workflows/call/p2p-end.ts',
    from: "  if (isEndedByBot(end)) return 'p2pCallFailed';\n  if (!code || isSuccess",
    to: "  if (isSignOfReplacement(end)) return 'p2pCallFailed';\n  if (!code || isSuccess",
    foundBy: reasons,
  },
  {
    guards: 'Field shapes, our place in the lobby under an unknown id',
    does: 'does not see that nobody but the lobby is listed',
    file: 'workflows/call/selectors.ts',
    from: "if (places.every((place) => place === 'absent')) return seesOnlyLobby(call, leg);",
    to: '',
    foundBy: stories,
  },
  {
    guards: 'Field shapes, our place in the lobby under an unknown id: asked, not assumed',
    does: 'believes a notification, which may tell of one person alone',
    file: 'workflows/call/selectors.ts',
    from: 'return wasRead && people.length > 0',
    to: 'return people.length > 0',
    foundBy: 'test/workflows/call/fold.test.ts',
  },
  {
    guards: 'Field shapes, a roster of two under the P2P call',
    does: 'takes it for a meeting',
    file: 'workflows/call/call.ts',
    from: 'const PEOPLE_IN_P2P = 2;',
    to: 'const PEOPLE_IN_P2P = 1;',
    foundBy: 'test/workflows/call/timeline-entries.test.ts',
  },
  {
    guards: 'Field shapes, meeting data in parts',
    does: 'tells of each part',
    file: 'workflows/call/timeline-entries.ts',
    from: '...(after.hasMeetingData && !before?.hasMeetingData ? [turned] : []),',
    to: '...(after.hasMeetingData ? [turned] : []),',
    foundBy: 'test/workflows/call/timeline-entries.test.ts',
  },
  {
    guards: 'Field shapes, how the simulator writes',
    does: 'names calls in updates as the documents do',
    file: 'test/graph-simulator/model/forms.ts',
    from: "resourceForm: 'both', dataForm: 'field'",
    to: "resourceForm: 'both', dataForm: 'seed'",
    foundBy: bodies,
  },
  {
    guards: 'Field shapes, the command line of the simulator',
    does: 'takes any form',
    file: 'test/graph-simulator/form-options.ts',
    from: 'if (form === undefined) throw',
    to: 'if (forms.length === 0 || form === undefined && given === "") throw',
    foundBy: 'test/graph-simulator/form-options.test.ts',
  },
  {
    guards: 'Field shapes, rosters without numbers',
    does: 'numbers them all the same',
    file: 'test/graph-simulator/model/participant-resource.ts',
    from: '    return unnumbered;',
    to: '    return { ...unnumbered, rosterSequenceNumber: _ };',
    foundBy: quirks,
  },
  {
    guards: 'Field shapes, the bot as applicationInstance',
    does: "lists it under the app's id",
    file: 'test/graph-simulator/model/bot-identity.ts',
    from: 'id: BOT_INSTANCE,',
    to: 'id: settings.applicationId,',
    foundBy: quirks,
  },
  {
    guards: 'Field shapes, a replaced leg that ends like a hang-up',
    does: 'tells its end in the two parts of the seed',
    file: 'test/graph-simulator/model/end-leg.ts',
    from: ' || end.resultInfo === ALL_OTHERS_LEFT) return deleted();',
    to: ') return deleted();',
    foundBy: quirks,
  },
  {
    guards: 'Field shapes, what excuses a caller who was taken for moved',
    does: 'excuses also where the invite was known to have failed',
    file: 'test/invariants/taken-for-moved.ts',
    from: '!knowsOfFailure(timeline, policy.leaveAfter)',
    to: 'timeline.length >= 0',
    foundBy: invariants,
  },
  {
    guards: 'Field shapes, who is excused for being taken for moved',
    does: 'excuses nothing',
    file: 'test/invariants/taken-for-moved.ts',
    from: 'resultInfo.subcode === 5002;',
    to: 'resultInfo.subcode === 5003;',
    foundBy: invariants,
  },
] satisfies Mutation[];
