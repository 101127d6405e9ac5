import type { TestProject } from 'vitest/node';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPrograms } from './support/built-programs.ts';
import { startTestEnvironment } from './support/start-test-environment.ts';
import type {} from './support/injected-environment.ts';

/** Once for the whole run: the first project that needs it lays it for all. Whatever cannot be had fails the tests that need it, and no others. */
export default async function setUp({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const all = vitest.getRootProject();
  if ('temporal' in all.getProvidedContext()) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'call-escalation-programs-'));
  const [environment, programs] = await Promise.all([startTestEnvironment(), buildPrograms(folder)]);
  all.provide('temporal', environment.temporal);
  all.provide('workflowBundle', environment.workflowBundle);
  all.provide('certificate', environment.certificate);
  // Where a built demo looks for it.
  if ('is' in environment.workflowBundle) await symlink(environment.workflowBundle.is, join(programs, 'workflow-bundle.js'));
  process.env.BUILT_PROGRAMS = programs;
  // The test processes are forked after this, and Node reads it at its start.
  if ('is' in environment.certificate) process.env.NODE_EXTRA_CA_CERTS = environment.certificate.is.ca;
  return async () => {
    await environment.clear();
    await rm(folder, { recursive: true });
  };
}
