import { expect, it } from 'vitest';
import { playCall } from './play-call.ts';

it('a leg that shows itself late, while its escalation runs, is hung up at once, and the first leg to be usable is the one', async () => {
  const ran = await playCall(
    [
      { request: 'createCall', do: 'loseResponse' },
      { notification: 'multiparty establishing', do: 'lose' },
      { notification: 'multiparty established', do: 'delay', ms: 1_200 },
      { notification: 'roster', do: 'lose', times: 'always' },
      { invite: 'unanswered', afterMs: 2_500 },
    ],
    { policy: { establishWithin: 700 } },
  );
  expect(ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'inviteUnanswered' });
  expect(ran.count('createCall')).toBe(2);
  const [first, second] = ran.multipartyCalls;
  const [atOnce, atTheEnd] = ran.requests('delete');
  expect([atOnce?.callId, atTheEnd?.callId]).toEqual([first, second]);
  // Teams rings on for long after the late leg has shown itself.
  expect(atOnce?.at).toBeLessThan((atTheEnd?.at ?? 0) - 1_000);
  expect(ran.alive.multiparty).toEqual([]);
});
