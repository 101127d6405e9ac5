import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { request } from 'undici';
import type { FloorActivities } from './messages.ts';

/** Program: the bare worker. `TEMPORAL_ADDRESS`, `TASK_QUEUE`, `BUNDLE`, `SINK`: where its activity sends its request. */
const { TEMPORAL_ADDRESS: address = '', TASK_QUEUE: taskQueue = '', BUNDLE: codePath = '', SINK: sink = '' } = process.env;

const activities: FloorActivities = {
  async post(id) {
    const { body } = await request(`${sink}/${id}`, { method: 'POST', body: '{}' });
    await body.dump();
  },
};

Runtime.install({ telemetryOptions: { logging: { filter: 'WARN', forward: {} } } });
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue,
  activities,
  workflowBundle: { codePath },
  // As ours: it decides how soon anything reacts after a kill.
  stickyQueueScheduleToStartTimeout: '2s',
});
console.log('worker is polling');
await worker.run();
await connection.close();
