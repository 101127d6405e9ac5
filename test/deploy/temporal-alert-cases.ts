import { type AlertCase, firstEvent } from './alert-case.ts';

const POLLERS = 'temporal_num_pollers{instance="a",poller_type="workflow_task"}';
const ACTIVITY_POLLERS = 'temporal_num_pollers{instance="a",poller_type="activity_task"}';
const FAILED_TASKS = 'temporal_workflow_task_execution_failed';
const SLOTS = 'temporal_worker_task_slots_available';
const TASKS = 'temporal_workflow_task_execution_latency';
const BUCKET = 'temporal_workflow_task_schedule_to_start_latency_bucket';

const activities = (failed: string, all: string) => ({
  'temporal_activity_execution_failed{activity_type="invite"}': failed,
  'temporal_activity_execution_latency_count{activity_type="invite"}': all,
});

export const TEMPORAL_CASES: Record<string, AlertCase> = {
  NobodyPolls: {
    fires: [
      {},
      { [POLLERS]: '2x50 0x50', [ACTIVITY_POLLERS]: '5x50 0x50' },
      { [POLLERS]: '2x100' },
      { [POLLERS]: '2x50', [ACTIVITY_POLLERS]: '5x50' },
    ],
    quiet: [{ [POLLERS]: '2x100', [ACTIVITY_POLLERS]: '5x100' }],
  },
  OneWorkerLeft: {
    fires: [{ [POLLERS]: '2x100' }],
    quiet: [{ [POLLERS]: '2x100', [POLLERS.replace('"a"', '"b"')]: '2x100' }],
  },
  HistoryDoesNotReplay: firstEvent(`${FAILED_TASKS}{failure_reason="NonDeterminismError"}`),
  WorkflowTaskFails: firstEvent(`${FAILED_TASKS}{failure_reason="WorkflowError"}`),
  MessageTooLarge: firstEvent(`${FAILED_TASKS}{failure_reason="GrpcMessageTooLarge"}`),
  TasksWaitForWorker: {
    fires: [{ [`${BUCKET}{le="1"}`]: '0+1x100', [`${BUCKET}{le="2"}`]: '0+10x100', [`${BUCKET}{le="+Inf"}`]: '0+10x100' }],
    quiet: [{ [`${BUCKET}{le="1"}`]: '0+10x100', [`${BUCKET}{le="2"}`]: '0+10x100', [`${BUCKET}{le="+Inf"}`]: '0+10x100' }],
  },
  TasksTakeLong: {
    fires: [{ [`${TASKS}_count`]: '0+10x100', [`${TASKS}_bucket{le="2"}`]: '0+9x100' }],
    quiet: [
      { [`${TASKS}_count`]: '0+10x100', [`${TASKS}_bucket{le="2"}`]: '0+10x100' },
      // Of a worker that was killed, another has taken over the runs, and all is well.
      { [`${TASKS}_count`]: '0x70 30x30', [`${TASKS}_bucket{le="2"}`]: '0x70 9x30' },
    ],
  },
  NoSlotsLeft: {
    fires: [
      {
        [`${SLOTS}{instance="a",worker_type="ActivityWorker"}`]: '0x100',
        [`${SLOTS}{instance="b",worker_type="ActivityWorker"}`]: '9x100',
      },
    ],
    quiet: [{ [`${SLOTS}{instance="a",worker_type="ActivityWorker"}`]: '1x100' }],
    labels: { worker_type: 'ActivityWorker' },
  },
  TemporalLimitsRate: {
    fires: [
      { 'temporal_request_failure{status_code="RESOURCE_EXHAUSTED"}': '0+1x100' },
      { 'temporal_long_request_failure{status_code="RESOURCE_EXHAUSTED"}': '0+1x100' },
    ],
    quiet: [{ 'temporal_request_failure{status_code="NOT_FOUND"}': '0+1x100' }],
  },
  TemporalNotReached: {
    fires: [
      { 'temporal_long_request_failure{status_code="UNAVAILABLE"}': '0+5x100' },
      // Where nobody listens: the SDK had no status.
      { 'temporal_long_request_failure{status_code="TRANSPORT_ERROR"}': '0+5x100' },
    ],
    // A signal to a run that has ended is nothing unusual.
    quiet: [
      { 'temporal_request_failure{status_code="NOT_FOUND"}': '0+5x100' },
      { 'temporal_request_failure{status_code="UNAVAILABLE"}': '3x100' },
    ],
  },
  ActivitiesFail: {
    fires: [activities('0+1x100', '0+4x100')],
    quiet: [activities('0+1x100', '0+40x100'), activities('0x60 2x40', '0x60 3x40')],
    labels: { activity_type: 'invite' },
  },
};
