import { expect, it } from 'vitest';
import { ESCALATE_CALL } from '../../../workflows/contract/names.ts';
import { MINUTE, play } from './play-inviting.ts';

it('an escalation that is started again hears of the leg that its predecessor handed over, and leaves it to the stay', async () => {
  const { stay, ending } = await play({
    happenings: [
      { at: MINUTE, escalate: 'again' },
      { at: MINUTE + 100, meeting: { do: 'join', person: { id: 'somebody' } } },
      { at: 3 * MINUTE, update: 'leave', id: 'leave' },
    ],
  });
  const again = stay.runs.findLast(({ workflowType }) => workflowType === ESCALATE_CALL);
  expect(again?.outcome).toMatchObject({ result: { outcome: 'notEscalated', p2pCall: 'ended' } });
  expect(again?.outcome).not.toHaveProperty('result.leftBehind');
  expect(ending).toMatchObject({ is: 'completed', result: { outcome: 'left', reason: 'asked' } });
  expect(stay.asked.received.filter(({ kind }) => kind === 'delete')).toHaveLength(1);
  // What the escalation heard of the leg, it has forwarded.
  const seen = stay.snapshots.filter(({ at }) => at > stay.since + MINUTE + 20_000 && at < stay.since + 3 * MINUTE);
  expect(seen.map(({ snapshot }) => snapshot.people.map(({ userId }) => userId)).at(-1)).toContain('somebody');
});
