import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Path of a file that is removed after the tests of the file that asked for it. */
export function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}
