import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { NAMES } from './names.ts';
import { runOnServer } from './run-on-server.ts';
import { SCRIPTS, type Seen } from './scripts.ts';
import { sourcesIn, usedApis } from './used-apis.ts';

const path = (of: string) => fileURLToPath(new URL(of, import.meta.url));

describe('the fake Temporal SDK does as the real server and the real sandbox do', () => {
  let fake: Record<string, Seen> = {};
  let real: Record<string, Seen> = {};
  beforeAll(async () => {
    const scripts = Object.fromEntries(NAMES.map((name) => [name, SCRIPTS[name] ?? {}]));
    [fake, real] = await Promise.all([seenVirtually(), runOnServer(injectedEnvironment(), scripts)]);
  });

  it.each(NAMES)('%s', (name) => {
    // The real one, with more than its beginning: else nothing is compared.
    expect(real[name]?.notes.length).toBeGreaterThan(1);
    expect(fake[name]).toEqual(real[name]);
  });
});

describe('all that workflow code uses of the SDK is compared', () => {
  it('by the workflows here', () => {
    const compared = usedApis(sourcesIn(path('./workflows')));
    // The simulation has no traces; what makes them is replayed on the real SDK (test/histories/).
    const sources = sourcesIn(path('../../../workflows'), path('../../../workflows/run/traces'));
    const used = usedApis(sources);
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

async function seenVirtually(): Promise<Record<string, Seen>> {
  const args = ['--import', 'tsx', '--import', path('../fake-temporal/register.mjs'), path('./main.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const parsed: unknown = JSON.parse(stdout);
  return isSeen(parsed) ? parsed : {};
}

/** Made by our own program. */
function isSeen(value: unknown): value is Record<string, Seen> {
  return typeof value === 'object' && value !== null;
}
