import { z } from 'zod';

/** Which version of the worker this is, in Temporal's words. */
export interface WorkerVersion {
  deploymentName: string;
  buildId: string;
}

/** Under the names that Temporal's worker controller sets; both or none. Temporal joins them with a dot, and once did with a colon. */
export const versionSchema = z
  .object({
    TEMPORAL_DEPLOYMENT_NAME: z
      .string()
      .regex(/^[^.:]+$/, 'must contain neither a dot nor a colon')
      .optional(),
    TEMPORAL_WORKER_BUILD_ID: z.string().optional(),
  })
  .transform((given, context): WorkerVersion | undefined => {
    const { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId } = given;
    if (deploymentName !== undefined && buildId !== undefined) return { deploymentName, buildId };
    if (deploymentName === undefined && buildId === undefined) return undefined;
    const [missing, present] =
      buildId === undefined
        ? (['TEMPORAL_WORKER_BUILD_ID', 'TEMPORAL_DEPLOYMENT_NAME'] as const)
        : (['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID'] as const);
    context.addIssue({
      code: 'custom',
      path: [missing],
      message: `is missing: ${present} is set, and one is nothing without the other`,
    });
    return z.NEVER;
  });
