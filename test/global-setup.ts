import type { TestProject } from 'vitest/node';
import { layGround } from './harness/lay-ground.ts';
import type {} from './harness/injected-ground.ts';

/** Once for the whole run. Whatever cannot be had fails the tests that need it, and no others. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const ground = await layGround();
  project.provide('temporal', ground.temporal);
  project.provide('workflowBundle', ground.workflowBundle);
  project.provide('certificate', ground.certificate);
  // The test processes are forked after this, and Node reads it at its start.
  if ('is' in ground.certificate) process.env.NODE_EXTRA_CA_CERTS = ground.certificate.is.ca;
  return ground.clear;
}
