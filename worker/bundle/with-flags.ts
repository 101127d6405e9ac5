import { readFile } from 'node:fs/promises';
import type { WorkflowCode } from './workflow-code.ts';

/**
 * The bundle with switches on. What is in a bundle is settled when it is made, and ours is made once, for all workers: with keys and
 * without, tracing or not. So its code asks for these, which stand in its first line, where they move no line of the source map.
 */
export async function withFlags(bundle: WorkflowCode, flags: readonly string[]): Promise<WorkflowCode> {
  if (flags.length === 0) return bundle;
  const code = 'code' in bundle ? bundle.code : await readFile(bundle.codePath, 'utf8');
  return { code: `${flags.map((flag) => `globalThis.${flag} = true;`).join('')}${code}` };
}
