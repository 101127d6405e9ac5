import type { Mutation } from './mutation.ts';

const readers = 'test/activities/graph/read/notifications.test.ts';
const resources = 'test/activities/graph/read/resources.test.ts';

/** How notifications are read. */
export const READERS = [
  {
    guards: 'Readers, end of a call without a state',
    does: 'passes over a deleted call that tells no state',
    file: 'activities/graph/read/call.ts',
    from: "const state = deleted ? 'terminated' : readState(",
    to: 'const state = readState(',
    foundBy: readers,
  },
  {
    guards: 'Readers, terminating is passed over',
    does: 'takes it for the end',
    file: 'activities/graph/read/call.ts',
    from: "    case undefined:\n    case 'terminating':\n      return undefined;",
    to: "    case undefined:\n      return undefined;\n    case 'terminating':\n      return 'terminated';",
    foundBy: readers,
  },
  {
    guards: 'Readers, type before path',
    does: 'takes every item at a call for the call',
    file: 'activities/graph/read/resource.ts',
    from: 'if (type !== undefined) return KINDS[type];',
    to: '',
    foundBy: readers,
  },
  {
    guards: 'Readers, prefixes of the path',
    does: 'knows /communications only',
    file: 'activities/graph/read/resource.ts',
    from: '(?:app|communications)',
    to: 'communications',
    foundBy: readers,
  },
  {
    guards: 'Readers, casing',
    does: 'compares states as they are written',
    file: 'activities/graph/read/call.ts',
    from: "(text(call, 'state') ?? text(call, 'callState'))?.toLowerCase()",
    to: "text(call, 'state') ?? text(call, 'callState')",
    foundBy: readers,
  },
  {
    guards: 'Readers, codes as text',
    does: 'takes numbers only',
    file: 'activities/graph/read/json.ts',
    from: "typeof value === 'string' && /^-?\\d+$/.test(value.trim()) ? Number(value) : value",
    to: 'value',
    foundBy: readers,
  },
  {
    guards: 'Readers, whom a roster means',
    does: 'knows users only',
    file: 'activities/graph/read/roster.ts',
    from: 'Object.entries({ user, ...others, phone })',
    to: 'Object.entries({ user })',
    foundBy: readers,
  },
  {
    guards: 'Readers, delta roster',
    does: 'takes who was removed for one who is in',
    file: 'activities/graph/read/roster.ts',
    from: 'isJsonObject(participant.removedState)',
    to: 'false',
    foundBy: readers,
  },
  {
    guards: 'Readers, a caller without a user id',
    does: 'takes whatever calls for a user',
    file: 'activities/graph/read/incoming-call.ts',
    from: 'readCaller(source.user)',
    to: 'readCaller(source.user ?? source.phone)',
    foundBy: readers,
  },
  {
    guards: 'Rule 9, lenient inwards',
    does: 'expects a resource to be an object',
    file: 'activities/graph/read/notifications.ts',
    from: 'return all.filter(isJsonObject);',
    to: 'return all.map((one) => ({ ...Object(one), state: Object(one).state.length }));',
    foundBy: resources,
  },
] satisfies Mutation[];
