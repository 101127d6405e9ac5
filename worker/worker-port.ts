import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Worker } from '@temporalio/worker';
import { errorMessage } from '../workflows/contract/errors.ts';

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

type Answer = () => Said | Promise<Said>;
/** By path. */
type Answers = ReadonlyMap<string, Answer>;

/** Prometheus' text format, as its exporters name it. */
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `/livez`: the worker has not failed. `/readyz`: it polls for tasks of both kinds. `/metrics`: Temporal's and ours.
 * No framework: three answers to GET, and a worker should start fast.
 */
export function createWorkerPort({ worker, metrics }: WorkerPortDeps) {
  const answers: Answers = new Map<string, Answer>([
    ['/livez', () => ({ status: worker.getState() === 'FAILED' ? 503 : 200, text: worker.getState() })],
    ['/readyz', () => readiness(worker)],
    ['/metrics', async () => ({ status: 200, text: await metrics(), type: METRICS_TYPE })],
  ]);
  return createServer((request, response) => void reply(request, response, answers));
}

/**
 * Listens on a port, of which 0 asks for any free one. One that is taken, by another worker on this machine say, must not keep a
 * worker from answering calls: any free one will do, and the log says so.
 * @returns the port
 */
export async function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  try {
    await listenOn(server, host, port);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    await listenOn(server, host, 0);
  }
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function listenOn(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
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

async function reply(request: IncomingMessage, response: ServerResponse, answers: Answers) {
  // No `new URL`: it throws for a path like `//`, and what anybody asks must not end the worker.
  const [path = ''] = (request.url ?? '').split('?');
  const answer = answers.get(path);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const {
    status,
    text,
    type = 'text/plain; charset=utf-8',
  } = answer && isRead ? await said(answer) : { status: 404, text: 'Not found' };
  response.writeHead(status, { 'content-type': type }).end(request.method === 'HEAD' ? undefined : `${text}\n`);
}

async function said(answer: Answer): Promise<Said> {
  try {
    return await answer();
  } catch (error) {
    return { status: 500, text: `The worker could not be asked: ${errorMessage(error)}` };
  }
}
