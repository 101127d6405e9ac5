import { vi } from 'vitest';

/**
 * Imported first by a helper of tests, it gives workflow and activity code the fake Temporal SDK in vitest's own process, as
 * `register.mjs` does in a process of node.
 */
vi.mock('@temporalio/workflow', () => import('./workflow.ts'));
vi.mock('@temporalio/activity', () => import('./activity.ts'));
