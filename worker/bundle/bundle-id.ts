import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { WorkflowCode } from './workflow-code.ts';

/**
 * Names the bundle's code, for whoever resets runs to before a bad deployment. The SDK's own name has 91 characters, and stands twice
 * in each workflow task of every history.
 */
export async function bundleId(bundle: WorkflowCode): Promise<string> {
  const code = 'code' in bundle ? bundle.code : await readFile(bundle.codePath);
  return createHash('sha256').update(code).digest('hex').slice(0, 12);
}
