import type { TestProject } from 'vitest/node';
import { startTestEnvironment } from './support/start-test-environment.ts';
import type {} from './support/injected-environment.ts';

/** Once for the whole run: the first project that needs it lays it for all. Whatever cannot be had fails the tests that need it, and no others. */
export default async function setUp({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const all = vitest.getRootProject();
  if ('temporal' in all.getProvidedContext()) return undefined;
  const environment = await startTestEnvironment();
  all.provide('temporal', environment.temporal);
  all.provide('workflowBundle', environment.workflowBundle);
  all.provide('certificate', environment.certificate);
  // The test processes are forked after this, and Node reads it at its start.
  if ('is' in environment.certificate) process.env.NODE_EXTRA_CA_CERTS = environment.certificate.is.ca;
  return environment.clear;
}
