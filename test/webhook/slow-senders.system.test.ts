import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownTime } from '../support/own-time.ts';
import { type BesiegedWebhook, besiege, GOOD, statuses } from './raw-socket-client.ts';

let webhook: BesiegedWebhook;
beforeAll(async () => {
  webhook = await besiege();
});
afterAll(() => webhook.stop());

const openHead = () => webhook.head({ 'content-length': GOOD.length });
const chunkedHead = () => webhook.head({ 'transfer-encoding': 'chunked' });

describe.concurrent('who is slow', () => {
  it.each<[string, () => { first: string; drip: string }, number | undefined]>([
    ['says nothing after a part of the head', () => ({ first: openHead().slice(0, 40), drip: '' }), 408],
    ['sends one header after the other, for ever', () => ({ first: openHead().slice(0, -2), drip: 'x-more: x\r\n' }), 408],
    ['sends its head and nothing else', () => ({ first: openHead(), drip: '' }), 408],
    ['stops in the middle of its body', () => ({ first: openHead() + GOOD.slice(0, 100), drip: '' }), 408],
    [
      'sends a blank of its body from time to time',
      () => ({ first: webhook.head({ 'content-length': 10_000 }), drip: ' ' }),
      408,
    ],
    ['never ends its last piece', () => ({ first: `${chunkedHead()}${GOOD.length.toString(16)}\r\n${GOOD}\r\n`, drip: '' }), 408],
    [
      'has no token, and sends no body',
      () => ({ first: webhook.head({ authorization: undefined, 'content-length': 9 }), drip: '' }),
      403,
    ],
  ])('%s: is answered in its time, and hung up on', async (_, sends, status) => {
    const { first, drip } = sends();
    const line = await webhook.open();
    line.socket.write(first);
    const dripping = setInterval(() => drip && line.socket.writable && line.socket.write(drip), 300);
    const begun = Date.now();
    const said = await line.answered();
    clearInterval(dripping);
    line.socket.destroy();
    expect(statuses(said)[0]).toBe(status);
    // 10 s by the webhook's clock, and as much again and more for a busy machine; left to Node it would be 60 to 90.
    expect(Date.now() - begun).toBeLessThan(45_000);
  });

  it('many at once keep nobody else out', async () => {
    const lines = await Promise.all(Array.from({ length: 200 }, () => webhook.open()));
    for (const { socket } of lines) socket.write(openHead() + GOOD.slice(0, 50));
    const body = `${webhook.head({ 'content-length': 2 })}{}`;
    const time = ownTime();
    expect(statuses(await webhook.exchange(body))).toEqual([204]);
    time.stop();
    expect(time.ms()).toBeLessThan(5_000);
    for (const { socket } of lines) socket.destroy();
  });
});

describe('of who was slow or has gone', () => {
  afterEach(() => webhook.expectUnharmed());

  it('nothing was delivered, and the next one is served', () => {
    expect(webhook.bench.sent).toEqual([]);
  });

  it.each<[string, () => string]>([
    ['in the head', () => openHead().slice(0, 50)],
    ['after the head', () => openHead()],
    ['one character before the end', () => openHead() + GOOD.slice(0, -1)],
    ['before the last piece', () => `${chunkedHead()}${GOOD.length.toString(16)}\r\n${GOOD}\r\n`],
  ])('a connection that is cut %s delivers nothing', async (_, bytes) => {
    for (const cut of ['resetAndDestroy', 'end'] as const) {
      const line = await webhook.open();
      await new Promise<void>((resolve) => line.socket.write(bytes(), () => resolve()));
      line.socket[cut]();
      if (cut === 'end') await line.answered();
    }
    // Answers come in the order of the requests' arrival; a third sender's proves that both cuts were noticed.
    expect(statuses(await webhook.exchange(`${webhook.head({ 'content-length': 2 })}{}`))).toEqual([204]);
    expect(webhook.bench.sent).toEqual([]);
  });
});

it('who sends slowly but in time is served', async () => {
  const line = await webhook.open();
  const whole = openHead() + GOOD;
  for (let at = 0; at < whole.length; at += 100) {
    line.socket.write(whole.slice(at, at + 100));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(statuses(await line.answered())).toEqual([202]);
  line.socket.destroy();
  await webhook.expectUnharmed(1);
});
