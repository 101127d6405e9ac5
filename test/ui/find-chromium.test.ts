import { expect, test } from 'vitest';
import { matching } from '../support/matchers.ts';
import { findChromium } from './find-chromium.ts';

const nowhere = () => false;

test("finds Debian's, unless another is named", () => {
  expect(findChromium({}, () => true)).toEqual({ path: '/usr/bin/chromium' });
  expect(findChromium({ CHROMIUM_PATH: '/opt/chromium' }, () => true)).toEqual({ path: '/opt/chromium' });
});

test('without one the tests are skipped, and say what to do', () => {
  expect(findChromium({}, nowhere)).toEqual({ missing: matching(/\/usr\/bin\/chromium.*apt-get.*CHROMIUM_PATH/) });
});

test('never in CI, nor where one was named', () => {
  expect(() => findChromium({ CI: 'true' }, nowhere)).toThrow(/There is no Chromium/);
  expect(() => findChromium({ CHROMIUM_PATH: '/opt/chromium' }, nowhere)).toThrow(/no Chromium at \/opt\/chromium/);
});
