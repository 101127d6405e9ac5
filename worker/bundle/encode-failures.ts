import { readFile } from 'node:fs/promises';
import { ENCODE_FAILURES } from '../../workflows/payloads/workflow-failures.ts';
import type { WorkflowCode } from './workflow-code.ts';

/**
 * The bundle for a worker with keys. Which failure converter a bundle has is settled when it is made, and ours is made once, for all
 * workers: so it asks for this, which stands in its first line, where it moves no line of the source map.
 */
export async function encodeFailures(bundle: WorkflowCode): Promise<WorkflowCode> {
  const code = 'code' in bundle ? bundle.code : await readFile(bundle.codePath, 'utf8');
  return { code: `globalThis.${ENCODE_FAILURES} = true;${code}` };
}
