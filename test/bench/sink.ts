import { createServer } from 'node:https';
import type { Certificate } from '../graph-simulator/http/certificate.ts';
import { freePort } from '../temporal-server/free-port.ts';

/** An HTTPS server that takes every request, and knows when it came: the other side of the bare worker. */
export interface Sink {
  url: string;
  /** When the next request of that id comes, in ms as `performance.now()`. Ask before it can come. */
  next(id: string): Promise<number>;
  close(): void;
}

export async function startSink({ cert, key }: Certificate): Promise<Sink> {
  const awaited = new Map<string, (at: number) => void>();
  const server = createServer({ cert, key, keepAlive: true }, (request, response) => {
    const at = performance.now();
    request.resume();
    request.on('end', () => response.end('{}'));
    const id = request.url?.slice(1) ?? '';
    const tell = awaited.get(id);
    awaited.delete(id);
    tell?.(at);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return {
    url: `https://localhost:${port}`,
    next: (id) => new Promise((resolve) => awaited.set(id, resolve)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
