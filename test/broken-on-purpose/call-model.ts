import type { Breakage } from './breakage.ts';

const fold = 'test/workflows/call/fold.test.ts';
const reasons = 'test/workflows/call/reasons.test.ts';
const replacement = 'test/workflows/call/replacement.test.ts';

export const CALL_MODEL = [
  {
    guards: 'Rule 2, progress only grows',
    does: 'takes the latest state of a leg for its progress',
    file: 'workflows/call/leg.ts',
    from: 'reached: furtherState(leg.reached, event.state)',
    to: 'reached: event.state',
    foundBy: fold,
  },
  {
    guards: 'Rule 2, precedence of evidence',
    does: 'lets the latest code of an end win',
    file: 'workflows/call/result-code.ts',
    from: 'strength(a) >= strength(b) ? a : b',
    to: 'b',
    foundBy: fold,
  },
  {
    guards: 'Rule 2, a notification over a 404',
    does: 'lets two 404s take away what Graph said of the end',
    file: 'workflows/call/leg.ts',
    from: "  if (leg.end?.by === 'word') return leg;\n",
    to: '',
    foundBy: fold,
  },
  {
    guards: 'Rule 1, adoption by the callback address',
    does: 'ignores a leg whose creation was never answered',
    file: 'workflows/call/call.ts',
    from: "if (leg?.kind !== 'multiparty' || key === foldId(subject.p2pCallId)) return call;",
    to: 'return call;',
    foundBy: fold,
  },
  {
    guards: 'Rule 2, the roster as it is now',
    does: 'takes somebody away by an older read',
    file: 'workflows/call/roster.ts',
    from: "(person.seenInAt ?? -1) > readAt ? 'in' : 'absent'",
    to: "(person.seenInAt ?? -1) > readAt + 99 ? 'in' : 'absent'",
    foundBy: fold,
  },
  {
    guards: "Roster under the P2P call's path",
    does: 'files it under the P2P call',
    file: 'workflows/call/call.ts',
    from: 'return misfiled ?',
    to: 'return misfiled && false ?',
    foundBy: fold,
  },
  {
    guards: 'Own lobby',
    does: 'takes a leg in the lobby for one of use',
    file: 'workflows/call/meeting.ts',
    from: "leg.reached === 'established' && !isInLobby(call, leg, applicationId)",
    to: "leg.reached === 'established'",
    foundBy: fold,
  },
  {
    guards: 'Reasons of the P2P call',
    does: 'takes every 2xx for a hang-up by the caller',
    file: 'workflows/call/p2p-end.ts',
    from: "if (is(code, 200, 5000, 5300)) return 'p2pCallFailed';",
    to: '',
    foundBy: reasons,
  },
  {
    guards: 'Reasons of the multiparty call',
    does: 'knocks again where the lobby wait has timed out',
    file: 'workflows/call/multiparty-end.ts',
    from: "if (is(code, 200, 5014, 5855) || is(code, 403)) return 'failed';",
    to: '',
    foundBy: reasons,
  },
  {
    guards: 'Reasons of the invite',
    does: 'asks again somebody who has said no',
    file: 'workflows/call/invite-end.ts',
    from: 'is(code, 603) || ',
    to: '',
    foundBy: reasons,
  },
  {
    guards: 'Replacement table, unconfirmed',
    does: 'claims to know that the caller is in',
    file: 'workflows/call/replacement.ts',
    from: "? { moved: true, unconfirmed: 'roster' }",
    to: '? { moved: true }',
    foundBy: replacement,
  },
  {
    guards: 'Rule 6, replacement table',
    does: 'drops the P2P call of a caller nobody has seen in the meeting',
    file: 'workflows/call/replacement.ts',
    from: "return caller === 'in' ? { moved: true, p2pLegLives: true }",
    to: "return caller !== 'inLobby' ? { moved: true, p2pLegLives: true }",
    foundBy: replacement,
  },
] satisfies Breakage[];
