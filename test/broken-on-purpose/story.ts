import type { Breakage } from './breakage.ts';

const answer = 'test/workflows/answer.test.ts';
const create = 'test/workflows/create.test.ts';
const invite = 'test/workflows/invite.test.ts';
const hangsUp = 'test/workflows/caller-hangs-up.test.ts';
const lost = 'test/workflows/lost-notifications.test.ts';
const late = 'test/workflows/late-leg.test.ts';

/** The story, step by step. */
export const STORY = [
  {
    guards: 'Rule 6, the caller may hang up at any time',
    does: 'does not watch the P2P call',
    file: 'workflows/escalation/wait.ts',
    from: "  if (p2pLeg(e.subject, e.call).end) return { kind: 'p2pEnded' };\n",
    to: '',
    foundBy: hangsUp,
  },
  {
    guards: 'Rule 5, probes',
    does: 'never asks Graph',
    file: 'workflows/escalation/wait.ts',
    from: 'const look = askGraph(e, wait.what);',
    to: 'const look = { done: true };\n    void askGraph;',
    foundBy: lost,
  },
  {
    guards: 'Rule 4, create and invite are processed at most once an attempt',
    does: 'repeats what may have been processed',
    file: 'workflows/activity-options.ts',
    from: "const PERHAPS_PROCESSED = ['OutcomeUnknown', ",
    to: 'const PERHAPS_PROCESSED = [',
    foundBy: create,
  },
  {
    guards: 'Step answer, too late',
    does: 'goes on as if the call had been answered',
    file: 'workflows/steps/answer-caller.ts',
    from: '  if (!accepted()) await watchUnansweredCall(e, accepted);\n',
    to: '  void watchUnansweredCall;\n',
    foundBy: answer,
  },
  {
    guards: 'Step answer, refused because the first got through',
    does: 'takes the refusal for the end',
    file: 'workflows/steps/answer-caller.ts',
    from: "  const look = askGraph(e, 'the reason of the refusal');",
    to: '  const look = { done: true };\n  void askGraph;',
    foundBy: answer,
  },
  {
    guards: 'Step create, attempts',
    does: 'tries once only',
    file: 'workflows/steps/join-meeting.ts',
    from: 'attempt <= e.input.policy.createAttempts',
    to: 'attempt <= 1',
    foundBy: create,
  },
  {
    guards: 'Step create, lobby',
    does: 'takes a refused invite in the lobby for the end',
    file: 'workflows/steps/move-caller.ts',
    from: 'if (wasRefused(move.request) && (isWaitingInLobby(e) || move.wasInLobby())) {',
    to: 'if (wasRefused(move.request) && (isWaitingInLobby(e) || move.wasInLobby()) && false) {',
    foundBy: create,
  },
  {
    guards: 'Step invite, the other form of replacesCallId',
    does: 'repeats the same form',
    file: 'workflows/steps/move-caller.ts',
    from: "failures % 2 === 0 ? 'bare' : 'path'",
    to: "'bare'",
    foundBy: invite,
  },
  {
    guards: 'Step invite, both legs stay up',
    does: 'leaves the P2P call up beside the meeting',
    file: 'workflows/steps/move-caller.ts',
    from: 'if (ending.p2pLegLives) await hangUp(e, p2pLeg(e.subject, e.call)); // Teams left both up',
    to: '',
    foundBy: invite,
  },
  {
    guards: 'Step invite, a caller who hung up untold',
    does: 'says that the P2P call is kept without a look',
    file: 'workflows/steps/move-caller.ts',
    from: 'if (wasRefused(move.request) || isExplainedByOperation(decided())) await lookBehindFailure(e, move);',
    to: 'if (wasRefused(move.request)) await lookBehindFailure(e, move);',
    foundBy: hangsUp,
  },
  {
    guards: 'Cancellation',
    does: 'does not hear it',
    file: 'workflows/escalation/wait.ts',
    from: "  if (e.cancelRequested) return { kind: 'cancelled' };\n",
    to: '',
    foundBy: invite,
  },
  {
    guards: 'Rule 7, nothing is left alive',
    does: 'does not tidy up',
    file: 'workflows/escalation/hang-up.ts',
    from: '    for (const leg of openLegs(e, alsoP2P)) void hangUp(e, leg);\n    if (settled()) return;',
    to: '    if (settled()) return;',
    foundBy: create,
  },
  {
    guards: 'Rule 7, what cannot be known is named',
    does: 'forgets a creation that was never answered',
    file: 'workflows/escalation/left-behind.ts',
    from: "outcome === 'unknown' &&",
    to: "outcome === 'pending' &&",
    foundBy: create,
  },
  {
    guards: 'Policy onFailure',
    does: 'always keeps the P2P call',
    file: 'workflows/escalation/conclude.ts',
    from: "await tidyUp(e, e.input.policy.onFailure === 'hangUp');",
    to: 'await tidyUp(e, false);',
    foundBy: create,
  },
  {
    guards: 'Rule 4, a leg that came second',
    does: 'keeps it up until the end',
    file: 'workflows/escalation/hang-up.ts',
    from: '(e.meeting !== undefined && e.meeting !== key)',
    to: '(e.meeting !== undefined && e.meeting !== key && e.givenUp.has(key))',
    foundBy: late,
  },
] satisfies Breakage[];
