import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { replayHistory } from './replay-history.ts';

/** Recorded by `npm run record -- <scenario>`. A run that began under that code must go on under today's. */
const HISTORIES = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));

test('there are histories', () => expect(HISTORIES).toContain('seed.json'));

test.each(HISTORIES)('%s is replayed by the workflow of today', async (name) => {
  quietRuntime();
  const json: unknown = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
  await replayHistory(json, { codePath: injectedEnvironment().workflowBundle });
});

test('a history that tells another story is refused', async () => {
  quietRuntime();
  const text = readFileSync(join(import.meta.dirname, 'seed.json'), 'utf8');
  const json: unknown = JSON.parse(text.replaceAll('"createCall"', '"somethingElse"'));
  await expect(replayHistory(json, { codePath: injectedEnvironment().workflowBundle })).rejects.toThrow('createCall');
});
