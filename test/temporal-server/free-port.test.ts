import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { platform } from 'node:os';
import { expect, it } from 'vitest';
import { freePort } from './free-port.ts';

const EPHEMERAL = '/proc/sys/net/ipv4/ip_local_port_range';

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

it.runIf(platform() === 'linux')('is none that the system gives to a connection while our server is down', async () => {
  const lowest = Number((await readFile(EPHEMERAL, 'utf8')).split('\t')[0]);
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(Math.max(...ports)).toBeLessThan(lowest);
});
