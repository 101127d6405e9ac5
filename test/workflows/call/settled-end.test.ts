import { expect, it } from 'vitest';
import { endIsSettled, type LegEnd } from '../../../workflows/call/leg.ts';

const CODE = { code: 410, subcode: 301005 };

it.each<[string, LegEnd, boolean]>([
  ["Graph's word with a code", { evidence: 'notification', terminated: true, resultInfo: CODE }, true],
  ["Graph's word without a code", { evidence: 'notification', terminated: true }, false],
  [
    "Graph's word with a reason only",
    { evidence: 'notification', deleted: true, resultInfo: { terminationReason: 'AppInitiated' } },
    false,
  ],
  ['both notifications without a code', { evidence: 'notification', terminated: true, deleted: true }, true],
  ['two reads that found nothing', { evidence: 'missing' }, false],
  ['the code of a 404, which is none of the call', { evidence: 'missing', resultInfo: { code: 404, subcode: 8522 } }, false],
])('an end by %s', (_, end, settled) => {
  expect(endIsSettled(end)).toBe(settled);
});
