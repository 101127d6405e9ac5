import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import type { WorkerVersion } from '../../version-schema.ts';
import { type Attempted, attempt, check } from '../check.ts';
import { bad, good, type Line, note } from '../line.ts';
import { CHECK_TIMEOUT_MS } from '../setup.ts';

const NOT_FOUND = 5;

export interface VersionSeen {
  version: WorkerVersion | undefined;
  /** The build id of the version that gets new runs, if one does. */
  current: Attempted<string | undefined>;
}

/** With worker versioning: does some version get the new calls? Without a current version Temporal hands out no task at all. */
export const workerVersion = check(
  'worker version',
  async ({ worker: { version }, temporal: { connection, namespace } }): Promise<VersionSeen> => ({
    version,
    current: await attempt(async () => version && (await currentBuild(connection, namespace, version.deploymentName))),
  }),
  judgeVersion,
);

export function judgeVersion({ version, current }: VersionSeen): Line[] {
  if (!version) return [];
  const { deploymentName, buildId } = version;
  if ('failed' in current) {
    const { failed } = current;
    if (isGrpcServiceError(failed) && failed.code === NOT_FOUND)
      return [
        note(`no worker of the deployment ${deploymentName} has polled yet: start one, then make its version the current one`),
      ];
    return [bad(`of ${deploymentName} cannot be asked for: ${messageWithCauses(failed)}`, 'see the line on Temporal')];
  }
  const makeCurrent = `temporal worker deployment set-current-version --deployment-name ${deploymentName} --build-id ${buildId}`;
  if (!current.found) return [bad(`no version of ${deploymentName} is the current one, so no call is taken`, makeCurrent)];
  if (current.found === buildId) return [good(`${buildId} of ${deploymentName} gets the new calls`)];
  return [note(`new calls go to ${current.found} of ${deploymentName}, not to ${buildId}; to change that: ${makeCurrent}`)];
}

async function currentBuild(connection: Connection, namespace: string, deploymentName: string): Promise<string | undefined> {
  const { workerDeploymentInfo } = await connection.withDeadline(Date.now() + CHECK_TIMEOUT_MS, () =>
    connection.workflowService.describeWorkerDeployment({ namespace, deploymentName }),
  );
  return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId || undefined;
}
