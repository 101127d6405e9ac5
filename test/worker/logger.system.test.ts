import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startProgram } from '../support/child-process.ts';

const TWO_LAST_LINES = fileURLToPath(new URL('./two-last-lines.ts', import.meta.url));

it('says its last lines', async () => {
  const program = startProgram('two lines', TWO_LAST_LINES);
  expect(await program.ended).toBe(0);
  expect(program.lines).toMatchObject([expect.stringContaining('draining'), expect.stringContaining('stopped')]);
});

it('lets the process end also where nobody reads them', async () => {
  const program = startProgram('two lines', TWO_LAST_LINES);
  program.deafen();
  try {
    await expect.poll(() => Promise.race([program.ended, Promise.resolve('still running')])).toBe(0);
  } finally {
    await program.kill();
  }
});
