import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { type AskedWorker, createWorkerPort, listen } from '../../worker/worker-port.ts';

type State = ReturnType<AskedWorker['getState']>;
type Polls = ReturnType<AskedWorker['getStatus']>['workflowPollerState'];

let server: ReturnType<typeof createWorkerPort>;
afterEach(() => server.close());

async function ask(path: string, state: State, workflows: Polls = 'POLLING', activities: Polls = 'POLLING'): Promise<number> {
  const status = { workflowPollerState: workflows, activityPollerState: activities };
  const worker = { getState: () => state, getStatus: () => status };
  server = createWorkerPort({ worker, metrics: () => Promise.reject(new Error('away')) });
  const port = await listen(server, '127.0.0.1', 0);
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}

describe('the port of the worker', () => {
  it.each<[State, number, number]>([
    ['INITIALIZED', 200, 503],
    ['RUNNING', 200, 200],
    ['STOPPING', 200, 503],
    ['DRAINING', 200, 503],
    ['FAILED', 503, 503],
  ])('%s: lives %i, ready %i', async (state, lives, ready) => {
    expect(await ask('/livez', state)).toBe(lives);
    server.close();
    expect(await ask('/readyz', state)).toBe(ready);
  });

  it.each<[Polls, Polls]>([
    ['SHUTDOWN', 'POLLING'],
    ['POLLING', 'FAILED'],
  ])('is not ready where it polls for workflows %s and for activities %s', async (workflows, activities) => {
    expect(await ask('/readyz', 'RUNNING', workflows, activities)).toBe(503);
  });

  it.each(['//', 'constructor', '/%'])('survives a request for %s', async (path) => {
    await ask('/livez', 'RUNNING');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    // By hand: `fetch` would send no such path.
    const socket = connect(port, '127.0.0.1', () =>
      socket.end(`GET ${path} HTTP/1.1\r\nHost: worker\r\nConnection: close\r\n\r\n`),
    );
    expect(await text(socket)).toMatch(/^HTTP\/1.1 40[04] /);
  });

  it('says so where the metrics cannot be read', async () => expect(await ask('/metrics', 'RUNNING')).toBe(500));

  it('takes another port where its own is taken: a second worker on a machine answers calls, too', async () => {
    await ask('/livez', 'RUNNING');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const second = createWorkerPort({
      worker: {
        getState: () => 'RUNNING',
        getStatus: () => ({ workflowPollerState: 'POLLING', activityPollerState: 'POLLING' }),
      },
      metrics: async () => '',
    });
    const other = await listen(second, '127.0.0.1', port);
    expect(other).not.toBe(port);
    expect((await fetch(`http://127.0.0.1:${other}/readyz`)).status).toBe(200);
    second.close();
  });
});
