import { describe, expect, it } from 'vitest';
import { ended, ESCALATED, kept, NOTHING, SENDS } from './row.ts';
import { FAILURE_ROWS } from './failure-rows.ts';
import { playVirtually } from './play-virtually.ts';
import { always, BAD_REQUEST, NOT_FOUND, once, PERMISSION_MISSING } from './refusals.ts';
import { testFailure, testRow } from './virtual-row.ts';

describe('the workflow fails', () => {
  it.each(FAILURE_ROWS)('$row ($case)', async (row) => {
    await testFailure(row);
  });
});

describe('the workflow does not fail', () => {
  it('a 404 to an invite speaks of the leg; of one that lives it is repeated, then inviteFailed', async () => {
    await testRow({
      row: 'a 404 to a request that names a leg speaks of that leg',
      case: 'invite',
      faults: [always('invite', NOT_FOUND)],
      ends: kept('inviteFailed', { code: 404, subcode: 8522 }),
      sends: { ...SENDS, invite: 2 },
    });
  });

  it('a 404 to an answer speaks of the call; one that lives is answered again', async () => {
    await testRow({
      row: 'a 404 to a request that names a leg speaks of that leg',
      case: 'answer',
      faults: [once('answer', NOT_FOUND)],
      ends: ESCALATED,
      sends: SENDS,
    });
  });

  it.each([PERMISSION_MISSING, BAD_REQUEST])(
    'a 4xx on invite first probes at the legs: one that has ended explains it',
    async (said) => {
      await testRow({
        row: 'a 4xx on answer or invite first probes at the legs',
        case: 'invite',
        // Held back so long that the caller is gone, untold, before the refusal.
        faults: [
          { leg: 'p2p', do: 'end', at: 'multiparty established', told: false },
          always('invite', said),
          { notification: 'multiparty established', do: 'delay', ms: 300 },
        ],
        policy: { probeAfter: 15_000 },
        takes: 2_100,
        ends: ended('callerHungUp', { code: 404, subcode: 8522 }),
        sends: SENDS,
      });
    },
  );

  it('a 4xx on answer first probes at the call: one that has ended explains it', async () => {
    await testRow({
      row: 'a 4xx on answer or invite first probes at the legs',
      case: 'answer',
      faults: [{ leg: 'p2p', do: 'end', at: 'ringing', told: false }, always('answer', BAD_REQUEST)],
      takes: 2_100,
      ends: ended('callerHungUp', { code: 404, subcode: 8522 }),
      sends: NOTHING,
    });
  });

  it('a repeated answer that is refused because the first got through goes on', async () => {
    await testRow({
      row: 'after an answer of unknown outcome a 4xx means: look at the call',
      case: 'answer',
      faults: [
        { request: 'answer', do: 'loseResponse' },
        { notification: 'p2p establishing', do: 'lose' },
        { notification: 'p2p established', do: 'lose' },
      ],
      policy: { probeAfter: 5_000 },
      ends: ESCALATED,
      sends: SENDS,
    });
  });

  it.each(['getCall', 'getParticipants'] as const)('a refused look goes to the timeline: %s', async (request) => {
    await testRow({
      row: 'a refused look, keepAlive or hang-up goes to the timeline',
      case: request,
      faults: [always(request, PERMISSION_MISSING), { notification: 'multiparty established', do: 'delay', ms: 1_500 }],
      ends: ESCALATED,
      sends: SENDS,
    });
  });

  it('a refused hang-up goes to the timeline and to leftBehind', async () => {
    const { ending, snapshot, alive } = await playVirtually({ faults: [always('delete', PERMISSION_MISSING)] });
    expect(alive.multiparty).toHaveLength(1);
    expect(ending).toMatchObject({ result: { outcome: 'escalated', leftBehind: alive.multiparty } });
    expect(snapshot.timeline.some(({ what }) => /could not be hung up: .*7504/.test(what))).toBe(true);
  });
});
