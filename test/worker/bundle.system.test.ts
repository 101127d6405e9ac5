import { beforeAll, expect, it } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle/workflow-code.ts';

let code = '';
beforeAll(async () => {
  ({ code } = await bundleWorkflows());
});

it('the bundle loads our modules before any run', () => {
  const [, preloaded = ''] = /exports\.preloadModules = function preloadModules\(\) \{([^]*?)\n\}/.exec(code) ?? [];
  expect(preloaded).toContain('workflows/index.ts');
  expect(preloaded).toContain('worker/bundle/stack-depth.ts');
});

it('its source map has positions, and no sources', () => {
  const [, encoded = ''] = /sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/.exec(code) ?? [];
  const map = Buffer.from(encoded, 'base64').toString();
  expect(map).toMatch(/"mappings":"[^"]/);
  expect(map).not.toContain('"sourcesContent"');
});
