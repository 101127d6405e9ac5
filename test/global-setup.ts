import type { TestProject } from 'vitest/node';
import { startTestEnvironment } from './support/start-test-environment.ts';
import type {} from './support/injected-environment.ts';

/** Once for the whole run. Whatever cannot be had fails the tests that need it, and no others. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const environment = await startTestEnvironment();
  project.provide('temporal', environment.temporal);
  project.provide('workflowBundle', environment.workflowBundle);
  project.provide('certificate', environment.certificate);
  // The test processes are forked after this, and Node reads it at its start.
  if ('is' in environment.certificate) process.env.NODE_EXTRA_CA_CERTS = environment.certificate.is.ca;
  return environment.clear;
}
