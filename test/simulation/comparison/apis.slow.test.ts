import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { runOnServer } from './run-on-server.ts';
import { runVirtually, WORKFLOWS } from './run-virtually.ts';
import { SCRIPTS, type Script, type Seen } from './scripts.ts';
import { sourcesIn, usedApis } from './used-apis.ts';

const NAMES = Object.keys(WORKFLOWS);
const scriptOf = (name: string): Script => SCRIPTS[name] ?? {};
const path = (of: string) => fileURLToPath(new URL(of, import.meta.url));

describe('the fake Temporal SDK does as the real server and the real sandbox do', () => {
  let real: Record<string, Seen> = {};
  beforeAll(async () => {
    real = await runOnServer(injectedEnvironment(), Object.fromEntries(NAMES.map((name) => [name, scriptOf(name)])));
  });

  it.each(NAMES)('%s', async (name) => {
    const seen = await runVirtually(name, scriptOf(name));
    // The real one, with more than its beginning: else nothing is compared.
    expect(real[name]?.notes.length).toBeGreaterThan(1);
    expect(seen).toEqual(real[name]);
  });
});

describe('all that workflow code uses of the SDK is compared', () => {
  it('by the workflows here', () => {
    const compared = usedApis([readFileSync(path('./workflows.ts'), 'utf8')]);
    const used = usedApis(sourcesIn(path('../../../workflows')));
    expect(used).toContain('sleep');
    expect(used.filter((api) => !compared.includes(api))).toEqual([]);
  });

  it('what is used is found', () => {
    const source = `
      import { type A, log, CancellationScope as Scope, sleep } from '@temporalio/workflow';
      import type { Next } from '@temporalio/workflow';
      import {
        condition,
      } from '@temporalio/workflow';
      log.info('a'); catalog.list();
    `.replaceAll(/^ {6}/gm, '');
    expect(usedApis([source])).toEqual(['CancellationScope as Scope', 'condition', 'log', 'log.info', 'sleep']);
  });
});
