import { expect, it } from 'vitest';
import { endIsSettled, type LegEnd } from '../../../workflows/call/leg.ts';

const CODE = { code: 410, subcode: 301005 };

it.each<[string, LegEnd, boolean]>([
  ["Graph's word with a code", { by: 'word', terminated: true, resultInfo: CODE }, true],
  ["Graph's word without a code", { by: 'word', terminated: true }, false],
  ["Graph's word with a reason only", { by: 'word', deleted: true, resultInfo: { terminationReason: 'AppInitiated' } }, false],
  ['both notifications without a code', { by: 'word', terminated: true, deleted: true }, true],
  ['two reads that found nothing', { by: 'missing' }, false],
  ['the code of a 404, which is none of the call', { by: 'missing', resultInfo: { code: 404, subcode: 8522 } }, false],
])('an end by %s', (_, end, settled) => {
  expect(endIsSettled(end)).toBe(settled);
});
