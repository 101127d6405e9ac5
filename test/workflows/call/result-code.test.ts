import { expect, it } from 'vitest';
import { strongerResult } from '../../../workflows/call/result-code.ts';

it.each(['message', 'terminationReason', 'requestId', 'clientRequestId'])(
  'of results that differ in %s takes the same one in any order',
  (field) => {
    const [a, b] = [
      { code: 404, [field]: 'a' },
      { code: 404, [field]: 'b' },
    ];
    expect(strongerResult(a, b)).toEqual(b);
    expect(strongerResult(b, a)).toEqual(b);
  },
);
