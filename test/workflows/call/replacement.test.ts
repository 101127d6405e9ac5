import { describe, expect, it } from 'vitest';
import { type ReplacementEnding, type ReplacementSigns, replacementEnding } from '../../../workflows/call/replacement.ts';

type Row = [string, ReplacementSigns, ReplacementEnding | undefined, ReplacementEnding | undefined];

const signs = (
  operation: ReplacementSigns['operation'],
  caller: ReplacementSigns['caller'],
  p2pLeg: ReplacementSigns['p2pLeg'],
  p2pEndIsSign = false,
) => ({
  operation,
  caller,
  p2pLeg,
  p2pEndIsSign,
});
const byP2P = { moved: false, explainedBy: 'p2pLeg' } as const;
const byOperation = { moved: false, explainedBy: 'operation' } as const;
const byNothing = { moved: false, explainedBy: 'nothing' } as const;
const unconfirmed = { moved: true, unconfirmed: 'roster' } as const;

/** The table of workflows/call/README.md, Replacement table: what is decided at once, and what at the deadline. */
const ROWS: Row[] = [
  ...(['unknown', 'completed', 'failed'] as const).map(
    (operation): Row => [`${operation}, in, gone`, signs(operation, 'in', 'gone'), { moved: true }, { moved: true }],
  ),
  ...(['unknown', 'completed'] as const).map(
    (operation): Row => [
      `${operation}, in, lives`,
      signs(operation, 'in', 'lives'),
      undefined,
      { moved: true, p2pLegLives: true },
    ],
  ),
  ...(['unknown', 'completed', 'failed'] as const).map(
    (operation): Row => [
      `${operation}, in the lobby, gone`,
      signs(operation, 'inLobby', 'gone'),
      undefined,
      { moved: true, inLobby: true },
    ],
  ),
  ['completed, not in, gone', signs('completed', 'absent', 'gone'), undefined, unconfirmed],
  ['unknown, not in, gone by a bot', signs('unknown', 'absent', 'gone', true), undefined, unconfirmed],
  ['unknown, not in, gone otherwise', signs('unknown', 'absent', 'gone'), undefined, byP2P],
  ['failed, not in, gone', signs('failed', 'absent', 'gone'), byP2P, byP2P],
  ['failed, not in, gone by a bot', signs('failed', 'absent', 'gone', true), byP2P, byP2P],
  ...(['absent', 'inLobby', 'in'] as const).map(
    (caller): Row => [`failed, ${caller}, lives`, signs('failed', caller, 'lives'), byOperation, byOperation],
  ),
  ...(['unknown', 'completed'] as const).flatMap((operation) =>
    (['absent', 'inLobby'] as const).map(
      (caller): Row => [`${operation}, ${caller}, lives`, signs(operation, caller, 'lives'), undefined, byNothing],
    ),
  ),
];

describe('the replacement table', () => {
  it.each(ROWS)('%s', (_, row, atOnce, atDeadline) => {
    expect(replacementEnding(row, false)).toEqual(atOnce);
    expect(replacementEnding(row, true)).toEqual(atDeadline);
  });

  it('decides every combination at the deadline', () => {
    for (const operation of ['unknown', 'completed', 'failed'] as const)
      for (const caller of ['absent', 'inLobby', 'in'] as const)
        for (const p2pLeg of ['lives', 'gone'] as const)
          for (const sign of [true, false]) expect(replacementEnding(signs(operation, caller, p2pLeg, sign), true)).toBeDefined();
  });
});
