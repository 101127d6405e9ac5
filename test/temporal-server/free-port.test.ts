import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from './free-port.ts';

/** What Linux begins with, unless its owner says otherwise (ip_local_port_range); other systems begin higher. */
const LOWEST_EPHEMERAL = 32_768;

it('can be listened on', async () => {
  const server = createServer();
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const caller = connect(port, '127.0.0.1');
  await once(caller, 'connect');
  caller.destroy();
  server.close();
});

it('is none that the system gives to a connection while our server is down', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(Math.max(...ports)).toBeLessThan(LOWEST_EPHEMERAL);
});
