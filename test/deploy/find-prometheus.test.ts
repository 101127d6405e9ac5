import { expect, it } from 'vitest';
import { findPrometheus } from './find-prometheus.ts';

const nowhere = () => false;

it("finds Debian's", () => expect(findPrometheus({}, () => true)).toMatchObject({ promtool: '/usr/bin/promtool' }));

it('without it the tests are skipped, and say what to do; never in CI', () => {
  expect(findPrometheus({}, nowhere)).toMatchObject({ missing: expect.stringContaining('apt-get install prometheus') });
  expect(() => findPrometheus({ CI: 'true' }, nowhere)).toThrow('apt-get install prometheus');
});
