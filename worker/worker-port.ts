import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Worker } from '@temporalio/worker';

/** What is asked about: `getStatus` of the SDK's worker, as far as the port needs it. */
export type AskedWorker = Pick<Worker, 'getState'> & {
  getStatus(): Pick<ReturnType<Worker['getStatus']>, 'workflowPollerState' | 'activityPollerState'>;
};

export interface WorkerPortDeps {
  worker: AskedWorker;
  metrics: () => Promise<string>;
}

/** What is said, and with which status. */
interface Said {
  status: number;
  text: string;
  type?: string;
}

/** Prometheus' text format, as its exporters name it. */
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `/livez`: the worker has not failed. `/readyz`: it polls for tasks of both kinds. `/metrics`: Temporal's and ours.
 * No framework: three answers to GET, and a worker should start fast.
 */
export function createWorkerPort({ worker, metrics }: WorkerPortDeps) {
  const answers: Record<string, () => Said | Promise<Said>> = {
    '/livez': () => ({ status: worker.getState() === 'FAILED' ? 503 : 200, text: worker.getState() }),
    '/readyz': () => readiness(worker),
    '/metrics': async () => ({ status: 200, text: await metrics(), type: METRICS_TYPE }),
  };
  return createServer((request, response) => void reply(request, response, answers));
}

/** @returns the port, of which 0 asks for any free one. @throws where it is taken */
export async function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** A worker that is told to end polls no more, but lets its requests finish: it lives, and is not ready. */
function readiness(worker: AskedWorker): Said {
  const { workflowPollerState, activityPollerState } = worker.getStatus();
  const polls = worker.getState() === 'RUNNING' && workflowPollerState === 'POLLING' && activityPollerState === 'POLLING';
  return {
    status: polls ? 200 : 503,
    text: `${worker.getState()}, workflows ${workflowPollerState}, activities ${activityPollerState}`,
  };
}

async function reply(request: IncomingMessage, response: ServerResponse, answers: Record<string, () => Said | Promise<Said>>) {
  const answer = answers[new URL(request.url ?? '/', 'http://worker').pathname];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const {
    status,
    text,
    type = 'text/plain; charset=utf-8',
  } = answer && isRead ? await said(answer) : { status: 404, text: 'Not found' };
  response.writeHead(status, { 'content-type': type }).end(request.method === 'HEAD' ? undefined : `${text}\n`);
}

async function said(answer: () => Said | Promise<Said>): Promise<Said> {
  try {
    return await answer();
  } catch {
    return { status: 500, text: 'The worker could not be asked' };
  }
}
