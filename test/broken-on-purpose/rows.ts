import type { Breakage } from './breakage.ts';

const replacement = 'test/workflows/rows/replacement.test.ts';

/** The tables of design and reference, row by row. */
export const ROWS = [
  {
    guards: 'Rows, replacement: failed | yes | lives',
    does: 'rings somebody again who was seen in the meeting',
    file: 'workflows/steps/move-caller.ts',
    from: " || move.signs().caller !== 'absent')",
    to: ')',
    foundBy: replacement,
  },
  {
    guards: 'Rows, replacement: any | yes | gone',
    does: 'breaks off the look behind a failure when the caller is seen in the meeting',
    file: 'workflows/steps/move-caller.ts',
    from: '() => look.done || isMoved());',
    to: '() => look.done || isMoved() || move.hasBegun());',
    foundBy: replacement,
  },
  {
    guards: 'Rows, reasons: multipartyCallFailed',
    does: 'takes the echo of its own hang-up for an explanation',
    file: 'workflows/steps/join-meeting.ts',
    from: 'lastWord(e.timeline.slice(begun))',
    to: 'lastWord(e.timeline)',
    foundBy: 'test/workflows/rows/reasons.test.ts',
  },
  {
    guards: 'Rows, P answered: 487/0',
    does: 'takes a cancelled call for a failed one',
    file: 'workflows/call/p2p-end.ts',
    from: 'if (!code || is(code, 487, 0))',
    to: 'if (!code)',
    foundBy: 'test/workflows/rows/codes-p2p.test.ts',
  },
  {
    guards: 'Rows, M: new attempt, other media form',
    does: 'repeats the same media form',
    file: 'workflows/steps/join-meeting.ts',
    from: "    if (outcome === 'tryOtherMediaForm') mediaForm = 'other';\n",
    to: '',
    foundBy: 'test/workflows/rows/codes-multiparty.test.ts',
  },
  {
    guards: 'Rows, invite operation: no code after 55 s',
    does: 'rings again somebody who did not answer for a minute',
    file: 'workflows/call/invite-end.ts',
    from: 'const RANG_OUT_AFTER = 55_000;',
    to: 'const RANG_OUT_AFTER = 90_000;',
    foundBy: 'test/workflows/rows/codes-invite.test.ts',
  },
  {
    guards: 'Rows, HTTP response: capacityReached at answer',
    does: 'fails, with a type that nobody knows',
    file: 'workflows/steps/answer-caller.ts',
    from: '  stopAtRefusal(answering);',
    to: "  if (answering.failure) throw new StoryStopped({ kind: 'failure', failure: answering.failure });\n  void stopAtRefusal;",
    foundBy: 'test/workflows/rows/codes-http.test.ts',
  },
  {
    guards: 'Rows, failures: InvalidInput',
    does: 'tells neither where the call stands nor, in the search attributes, that it failed',
    file: 'workflows/escalation/begin.ts',
    from: 'error instanceof ActivityFailure ? error.cause : error;',
    to: 'error instanceof ActivityFailure ? error.cause : undefined;',
    foundBy: 'test/workflows/rows/invalid-input.test.ts',
  },
  {
    guards: 'Rows, failures: details[0] complete',
    does: 'does not name what could not be hung up',
    file: 'workflows/escalation/conclude.ts',
    from: '    ...left(e),\n    timeline: e.timeline,\n  };\n  return ApplicationFailure',
    to: '    timeline: e.timeline,\n  };\n  return ApplicationFailure',
    foundBy: 'test/workflows/rows/failures.test.ts',
  },
  {
    guards: 'Rows, starts: id reuse',
    does: 'escalates a call again when Graph tells of it again',
    file: 'workflows/contract/start-options.ts',
    from: "workflowIdReusePolicy: 'REJECT_DUPLICATE',",
    to: "workflowIdReusePolicy: 'ALLOW_DUPLICATE',",
    foundBy: 'test/workflows/rows/starts.test.ts',
  },
] satisfies Breakage[];
