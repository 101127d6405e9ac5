import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, vi } from 'vitest';
import type { CallbackRoute } from '../../activities/graph/client/callback-address.ts';
import { TENANT } from './microsoft.ts';
import { createWebhookBench, type WebhookBench } from './webhook-bench.ts';

export const P2P = '57dab8b1-894c-409a-b240-bd8beae78896';
export const ROUTE: CallbackRoute = {
  workflowId: 'escalation-57dab8b1894c409ab240bd8beae78896',
  leg: { kind: 'multiparty', tenantId: TENANT, run: '01926f3a-7c1e-7d3b-8e55-0123456789ab', attempt: 1 },
};
/** Stand in what is sent, and must not stand in the log. */
export const SECRETS = ['Heidi Klein', '+4930123456', 'replacement-link'];

/** A notification as good as any, with a name, a number and a token in it. */
export const notification = (state = 'established', more: object = {}) => ({
  changeType: 'updated',
  resourceUrl: `/communications/calls/${P2P}`,
  resourceData: {
    '@odata.type': '#microsoft.graph.call',
    state,
    source: { identity: { user: { id: 'u', displayName: SECRETS[0] }, phone: { id: SECRETS[1] } } },
    replacementLink: SECRETS[2],
    ...more,
  },
});
export const GOOD = JSON.stringify({ value: [notification()] });

/** The webhook behind a real port, and a sender who need not speak HTTP as one should. */
export interface BesiegedWebhook {
  bench: WebhookBench;
  /** Path of a callback address, signed. */
  path: string;
  /** Head of a POST with a good token; `headers` over its own, undefined leaves one out. Without its final empty line where `open`. */
  head(headers?: Record<string, string | number | undefined>, line?: string): string;
  open(): Promise<Line>;
  /** All that comes back on one connection, until the webhook closes it or has answered `answers` times. */
  exchange(bytes: string | Buffer, answers?: number): Promise<string>;
  /** It answers a good notification 202 and delivers it once; nothing secret stands in its log. Clears log and deliveries. */
  expectUnharmed(delivered?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface Line {
  socket: Socket;
  /** What has come back so far. */
  heard(): string;
  /** Resolves when the other side has closed, or `answers` status lines are there. */
  answered(answers?: number): Promise<string>;
}

export async function besiege(): Promise<BesiegedWebhook> {
  const bench = await createWebhookBench();
  const { port } = new URL(await bench.app.listen({ host: '127.0.0.1', port: 0 }));
  const address = await bench.address(ROUTE);
  const authorization = await bench.microsoft.bearer();
  const path = `/api/calls/${address}`;
  const open = () => openLine(Number(port));
  const postGood = async () => {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: await bench.microsoft.bearer(), 'content-type': 'application/json' },
      body: GOOD,
    });
    return status;
  };
  const forget = () => {
    bench.sent.length = 0;
    bench.lines.length = 0;
  };
  // On a busy machine the keys may be late for the first of all.
  await vi.waitFor(async () => expect(await postGood()).toBe(202), { timeout: 30_000, interval: 500 });
  forget();
  return {
    bench,
    path,
    head(headers = {}, line = `POST ${path} HTTP/1.1`) {
      const all = { host: 'bot.example.com', authorization, 'content-type': 'application/json', connection: 'close', ...headers };
      const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
      return `${[line, ...lines].join('\r\n')}\r\n\r\n`;
    },
    open,
    async exchange(bytes, answers = Infinity) {
      const line = await open();
      line.socket.write(bytes);
      const said = await line.answered(answers);
      line.socket.destroy();
      return said;
    },
    async expectUnharmed(delivered = 0) {
      try {
        expect(bench.sent).toHaveLength(delivered);
        bench.sent.length = 0;
        expect(await postGood()).toBe(202);
        expect(bench.sent).toMatchObject([{ what: 'signal', workflowId: ROUTE.workflowId, events: [{ state: 'established' }] }]);
        const log = bench.lines.join('\n');
        for (const secret of [...SECRETS, authorization.slice(-20), address.slice(-20), 'rawPacket'])
          expect(log).not.toContain(secret);
        expect(bench.errors()).toBe(0);
      } finally {
        forget();
      }
    },
    stop: () => bench.app.close(),
  };
}

async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  let closed = false;
  socket.setEncoding('latin1');
  socket.on('data', (data: string) => (heard += data));
  // The webhook may hang up while this side still writes.
  socket.on('error', () => undefined);
  for (const end of ['end', 'close']) socket.on(end, () => (closed = true));
  await once(socket, 'connect');
  const isAnswered = (answers: number) => closed || statuses(heard).length >= answers;
  return {
    socket,
    heard: () => heard,
    async answered(answers = Infinity) {
      while (!isAnswered(answers)) {
        await Promise.race(['data', 'end', 'close'].map((event) => new Promise((resolve) => socket.once(event, resolve))));
      }
      return heard;
    },
  };
}

/** Status of each answer on a connection. */
export function statuses(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)).filter((status) => status >= 200);
}
