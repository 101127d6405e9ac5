import { Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { keepSpareConnections } from '../../../../activities/graph/client/spare-connections.ts';

const GRAPH = { protocol: 'https:', hostname: 'graph', port: '443' };

/** Sockets that are connected to nobody: who is handed which is all that matters here. */
function spareConnections() {
  const made: Socket[] = [];
  const { connect, prepare } = keepSpareConnections((_, callback) => {
    const socket = new Socket();
    made.push(socket);
    callback(null, socket);
  });
  const handedOut = (target = GRAPH) =>
    new Promise<number>((resolve) => connect(target, (_error, socket) => resolve(made.findIndex((one) => one === socket))));
  return { made, handedOut, prepare };
}

it('hands out the one that was made ahead, once', async () => {
  const { handedOut, prepare, made } = spareConnections();
  expect(await handedOut()).toBe(0);
  prepare();
  expect(made).toHaveLength(2);
  expect([await handedOut(), await handedOut()]).toEqual([1, 2]);
});

it.each<[string, (spare: Socket) => void]>([
  ['closed', (spare) => spare.destroy()],
  ['broken', (spare) => spare.destroy(new Error('reset'))],
  ['ended by the other side', (spare) => spare.emit('end')],
])('hands out none that is %s', async (_, befall) => {
  const { handedOut, prepare, made } = spareConnections();
  await handedOut();
  prepare();
  const [, spare] = made;
  if (!spare) throw new Error('None was made ahead');
  befall(spare);
  expect(await handedOut()).toBe(2);
});

it('hands out none to another server, and none that is five seconds old', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { handedOut, prepare, made } = spareConnections();
  await handedOut();
  prepare();
  expect(await handedOut({ ...GRAPH, hostname: 'elsewhere' })).toBe(2);
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  expect(made[1]?.destroyed).toBe(true);
  expect(await handedOut()).toBe(3);
});
