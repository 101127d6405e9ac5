import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Above what services use, and below what systems hand out to connections by themselves (Linux from 32768 on, others from 49152). */
const LOWEST = 15_000;
const BELOW = 32_768;

/**
 * A TCP port of the loopback address that nothing listens on. No connection of another process takes it while a server of ours
 * is down: only whoever asks for this very port does, and whoever binds it must be ready for that.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST, BELOW);
  return (await isFree(port)) ? port : freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
