import { beforeAll, expect, it } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle/workflow-code.ts';

let code = '';
beforeAll(async () => {
  ({ code } = await bundleWorkflows());
});

it('the bundle loads our modules before any run, after what limits the stack traces', () => {
  const [, preloaded = ''] = /exports\.preloadModules = function preloadModules\(\) \{([^]*?)\n\}/.exec(code) ?? [];
  const [sandbox, workflows] = ['worker/bundle/sandbox.ts', 'workflows/index.ts'].map((file) => preloaded.indexOf(file));
  expect(sandbox).toBeGreaterThan(-1);
  expect(workflows).toBeGreaterThan(Number(sandbox));
});

it('its source map has positions, and no sources', () => {
  const [, encoded = ''] = /sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/.exec(code) ?? [];
  const map = Buffer.from(encoded, 'base64').toString();
  expect(map).toMatch(/"mappings":"[^"]/);
  expect(map).not.toContain('"sourcesContent"');
});
