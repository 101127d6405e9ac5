import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startBuilt } from '../support/child-process.ts';
import type { Bench } from './bench.ts';
import { BUILT } from './build.ts';
import { GO, type Shape, signalsBefore } from './floor/messages.ts';

/** Events of a history whose first workflow task is completed: started, scheduled, started, completed. */
const FIRST_TASK_DONE = 4;
const LOOK_EVERY = 20;

/** The bare worker, and whoever signals its workflows. */
export interface Floor {
  taskQueue: string;
  workers: Child[];
  startWorker(): Promise<Child>;
  stopWorkers(): Promise<void>;
  /** A workflow that reacts `times` times. Resolves with what the first reaction took, start included, in ms. */
  start(id: string, times: number): Promise<number>;
  /** One that waits, in the worker's memory: its first task is done, and it is not signalled yet. */
  open(id: string): Promise<void>;
  /** Signals it; resolves with what its reaction took, in ms. */
  react(id: string): Promise<number>;
  /** An escalation's worth of activities, signals and timers; resolves with its id when it has ended. */
  runShaped(shape: Shape): Promise<string>;
  stop(): Promise<void>;
}

export async function startFloor({ environment, client, sink }: Bench): Promise<Floor> {
  const taskQueue = `floor-${randomUUID()}`;
  const { workflow } = client;
  const env = {
    PATH: process.env.PATH,
    NODE_EXTRA_CA_CERTS: environment.certificate.ca,
    TEMPORAL_ADDRESS: environment.temporal.address,
    TASK_QUEUE: taskQueue,
    BUNDLE: BUILT.floorWorkflows,
    SINK: sink.url,
  };
  const running: Child[] = [];
  const startWorker = async () => {
    const child = startBuilt('bare worker', BUILT.endWithParent, BUILT.floorWorker, { env });
    running.push(child);
    await child.line('it polled', (line) => line.includes('worker is polling'));
    return child;
  };
  const stopWorkers = async () => {
    await Promise.all(running.splice(0).map((worker) => worker.stop()));
  };
  const timed = async (id: string, send: () => Promise<unknown>) => {
    const arrival = sink.next(id);
    const sentAt = performance.now();
    await send();
    return (await arrival) - sentAt;
  };
  const withSignal = { taskQueue, signal: GO, signalArgs: [{}] };
  const signal = (id: string) => workflow.getHandle(id).signal(GO, {});

  await startWorker();
  return {
    taskQueue,
    workers: running,
    startWorker,
    stopWorkers,
    start: (id, times) => timed(id, () => workflow.signalWithStart('bare', { ...withSignal, workflowId: id, args: [id, times] })),
    open: async (id) => {
      const handle = await workflow.start('bare', { taskQueue, workflowId: id, args: [id, 1] });
      while ((await handle.describe()).historyLength < FIRST_TASK_DONE) await pause(LOOK_EVERY);
    },
    react: (id) => timed(id, () => signal(id)),
    runShaped: async (shape) => {
      const id = `shaped-${randomUUID()}`;
      const handle = await workflow.signalWithStart('shaped', { ...withSignal, workflowId: id, args: [id, shape] });
      let sent = 1;
      for (let nth = 1; nth <= shape.activities; nth++) {
        const arrival = sink.next(id);
        for (; sent < signalsBefore(shape, nth); sent++) await signal(id);
        await arrival;
      }
      await handle.result();
      return id;
    },
    stop: stopWorkers,
  };
}
