import { connect } from 'node:net';
import { once } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { type BesiegedWebhook, besiege, GOOD, type Line, statuses } from './raw-socket-client.ts';

/** Less than a connection is kept open for its sender's next request. */
const SOON = 20_000;
const until = (is: () => boolean | Promise<boolean>) => vi.waitUntil(is, { timeout: SOON, interval: 5 });

let webhook: BesiegedWebhook;
let line: Line;
let closed: Promise<void>;
let store: () => void;

const good = (headers = {}) => webhook.head({ connection: 'keep-alive', 'content-length': GOOD.length, ...headers }) + GOOD;
const metric = (status: number) => webhook.bench.metric(`replies_total{status="${status}"}`);

/** Closes while a request is under way, which Temporal stores when told to. */
beforeEach(async () => {
  webhook = await besiege();
  const { bench } = webhook;
  bench.temporal.holds = new Promise((resolve) => (store = resolve));
  line = await webhook.open();
  const { remotePort = 0 } = line.socket;
  line.socket.write(good());
  await until(() => bench.sent.length === 1);
  closed = webhook.stop();
  await until(() => isRefused(remotePort));
});

const bothUnderWay = () => until(() => webhook.bench.sent.length === 2);

async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

it('a request under way is answered, and its connection is not kept for another', { timeout: SOON }, async () => {
  store();
  expect(statuses(await line.answered())).toEqual([202]);
  await closed;
});

it('one more that comes on its connection is checked, stored, answered and counted as any', { timeout: SOON }, async () => {
  const before = await metric(202);
  line.socket.write(good());
  await bothUnderWay();
  store();
  expect(statuses(await line.answered())).toEqual([202, 202]);
  await closed;
  expect(webhook.bench.sent).toHaveLength(2);
  expect(await metric(202)).toBe(before + 2);
});

it('one more without a token is refused', { timeout: SOON }, async () => {
  line.socket.write(good({ authorization: undefined }));
  await until(() => webhook.bench.lines.join('').includes('no_bearer_token'));
  store();
  expect(statuses(await line.answered())).toEqual([202, 403]);
  await closed;
  expect(await metric(403)).toBe(1);
});

it('one more that cannot be stored is answered with the time to retry after', { timeout: SOON }, async () => {
  webhook.bench.temporal.signal = ['away'];
  line.socket.write(good());
  await bothUnderWay();
  store();
  const said = await line.answered();
  expect(statuses(said)).toEqual([202, 503]);
  expect(said).toMatch(/503 Service Unavailable[^]*retry-after: 1/i);
  await closed;
  expect(await metric(503)).toBe(1);
});
