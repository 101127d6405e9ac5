import { type NativeConnection, Worker } from '@temporalio/worker';
import type { CallActivities } from '../workflows/contract/activities.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import { TRACE_RUNS } from '../workflows/contract/workflow-span.ts';
import { createWorkerDataConverter, type WorkerPayloads } from '../workflows/payloads/data-converter.ts';
import { ENCODE_FAILURES } from '../workflows/payloads/workflow-failures.ts';
import { bundleId } from './bundle/bundle-id.ts';
import { withFlags } from './bundle/with-flags.ts';
import type { WorkflowCode } from './bundle/workflow-code.ts';
import type { WorkerTraces } from './tracing/worker-traces.ts';
import type { WorkerVersion } from './version-schema.ts';

export interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: CallActivities;
  workflowBundle: WorkflowCode;
  version?: WorkerVersion | undefined;
  payloads: WorkerPayloads;
  traces?: WorkerTraces | undefined;
  /** The SDK's own: workflow code runs in this thread, not in threads of its own, which take half a second of a core to start. Default false. */
  debugMode?: boolean;
}

/** A shutdown never breaks off a request in flight, since its outcome would be unknown. The longest request, and a margin. */
const SHUTDOWN_GRACE_MS = Math.max(...Object.values(REQUEST_LIMITS_MS)) + 5_000;

/** Stands in each workflow task of the history beside the bundle's id; no worker deployment of that name is made. */
const UNVERSIONED = 'call-escalation';

/** The worker, ready for `run()`. The SDK itself shuts it down on SIGTERM or SIGINT, so no other handler may exit first. */
export async function createWorker(parts: WorkerParts): Promise<Worker> {
  const { connection, namespace, taskQueue, activities, workflowBundle, version, payloads, traces, debugMode = false } = parts;
  const flags = [...(payloads.payloadKeys.length > 0 ? [ENCODE_FAILURES] : []), ...(traces ? [TRACE_RUNS] : [])];
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: await withFlags(workflowBundle, flags),
    dataConverter: createWorkerDataConverter(payloads),
    activities,
    debugMode,
    ...traces?.options,
    workerDeploymentOptions: version
      ? // Every run ends on the version that it began on; stayInCall moves at its continue-as-new (workflows/stay-in-call/continue.ts).
        { version, useWorkerVersioning: true, defaultVersioningBehavior: 'PINNED' }
      : { version: { deploymentName: UNVERSIONED, buildId: await bundleId(workflowBundle) }, useWorkerVersioning: false },
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    shutdownForceTime: SHUTDOWN_GRACE_MS + 5_000,
    // After a worker is killed, the next reaction of each of its workflows is late: measured 10.2 s with the default, 2.2 s with this.
    stickyQueueScheduleToStartTimeout: '2s',
  });
}
