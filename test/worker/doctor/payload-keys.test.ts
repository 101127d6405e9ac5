import { expect, it } from 'vitest';
import { judgePayloadKeys, type WrittenPayload } from '../../../worker/doctor/checks/payload-keys.ts';
import { payloadKeysSchema } from '../../../workflows/payloads/payload-keys-schema.ts';
import { containing } from '../../support/matchers.ts';
import { newKeys } from '../../workflows/payloads/new-keys.ts';

const keys = payloadKeysSchema.parse(newKeys('k2', 'k1'));
const of = (by: WrittenPayload['by'], is: WrittenPayload['is']): WrittenPayload => ({ workflowId: 'w', by, is });
const judge = (found: WrittenPayload[], having = keys) => judgePayloadKeys({ keys: having, plain: 'refuse', written: { found } });

it('all is well, or nothing is encrypted', () => {
  expect(judge([of('starter', 'readable'), of('worker', 'readable')])).toEqual([
    { kind: 'good', says: '"k2", "k1"; the first encrypts, and starts in clear: refuse' },
  ]);
  expect(judge([of('starter', 'inClear')], [])).toMatchObject([{ kind: 'note', says: containing('not set') }]);
});

it('names who has other keys, or none, once each', () => {
  const failed = new Error('encrypted under the key "k3"');
  const lines = judge([of('starter', 'inClear'), of('worker', failed), of('starter', 'inClear'), of('worker', failed)]);
  expect(lines.slice(1)).toMatchObject([
    { kind: 'note', says: containing('a service has sent is in clear') },
    { kind: 'bad', says: containing('worker has written cannot be read (w): encrypted under'), todo: containing('the same') },
  ]);
});

it('says that it could not look', () => {
  expect(judgePayloadKeys({ keys, plain: 'allow', written: { failed: new Error('no') } })[1]).toMatchObject({ kind: 'skipped' });
});
