import type { Breakage } from './breakage.ts';

const lateLeg = 'test/webhook/late-leg.test.ts';
const split = 'test/webhook/split-signals.test.ts';
const endToEnd = 'test/webhook/end-to-end.test.ts';

export const WEBHOOK_SIZES_AND_LEGS = [
  {
    guards: "Rule 6, the caller's own call",
    does: 'hangs it up where it turns up on the address of an ended multiparty leg',
    file: 'webhook/late-leg.ts',
    from: 'alive.filter(({ callId }) => escalationWorkflowId(callId) !== workflowId)',
    to: 'alive.filter(() => workflowId)',
    foundBy: lateLeg,
  },
  {
    guards: 'Rule 7, one late leg in two spellings',
    does: 'hangs it up twice',
    file: 'webhook/late-leg.ts',
    from: '[foldId(callId), callId]',
    to: '[callId, foldId(callId)]',
    foundBy: lateLeg,
  },
  {
    guards: 'Signals below 200 kB, whatever the ids',
    does: 'never cuts a roster',
    file: 'webhook/split-signals.ts',
    from: 'event.participants.length < 2 ||',
    to: 'event.participants.length > 0 ||',
    foundBy: split,
  },
  {
    guards: 'Signals, a piece of a roster is a delta',
    does: 'calls it full, so that the others have left',
    file: 'webhook/split-signals.ts',
    from: "extent: 'delta', participants",
    to: 'participants',
    foundBy: split,
  },
  {
    guards: 'Start with a large batch',
    does: 'puts all of it into the first signal',
    file: 'webhook/deliver.ts',
    from: 'const [first = [], ...rest] = splitSignals(post.events);',
    to: 'const [first = [], ...rest] = [post.events];',
    foundBy: 'test/webhook/large-start.test.ts',
  },
  {
    guards: 'Start with a large batch, nobody is lost',
    does: 'forgets what did not fit',
    file: 'webhook/deliver.ts',
    from: "  if (delivery === 'stored' && rest.length > 0) await",
    to: "  if (delivery === 'nobodyThere' && rest.length > 0) await",
    foundBy: 'test/webhook/large-start.test.ts',
  },
  {
    guards: 'Content-Encoding',
    does: 'reads what is packed as if it were not',
    file: 'webhook/app.ts',
    from: "if (encoding !== 'identity')",
    to: "if (encoding === '')",
    foundBy: 'test/webhook/content-encoding.test.ts',
  },
  {
    guards: 'Readers, a deleted call with an empty collection',
    does: 'passes it over',
    file: 'activities/graph/read-notification.ts',
    from: 'data.length === 0 ? [{}]',
    to: 'data.length === 9 ? [{}]',
    foundBy: 'test/activities/graph/read-deleted.test.ts',
  },
  {
    guards: 'Readers, deleted participants',
    does: 'takes those who left for all who are in',
    file: 'activities/graph/read-notification.ts',
    from: '&& !onlyDeltas && !isDeleted)',
    to: '&& !onlyDeltas)',
    foundBy: 'test/activities/graph/read-deleted.test.ts',
  },
  {
    guards: '503 within 2 s, as Graph sees it',
    does: 'tries for 4 s',
    file: 'webhook/deliver.ts',
    from: 'const DELIVER_WITHIN = 1_700;',
    to: 'const DELIVER_WITHIN = 4_000;',
    foundBy: endToEnd,
  },
  {
    guards: 'The incoming call goes with the start',
    does: 'starts without it',
    file: 'webhook/temporal.ts',
    from: 'signalArgs: [events]',
    to: 'signalArgs: [events.slice(1)]',
    foundBy: endToEnd,
  },
] satisfies Breakage[];
