import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { CertificateFiles } from '../../../support/test-environment.ts';

export interface Recorded {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** The connection it came on, counted from 1. */
  connection: number;
}

export interface ScriptedServer {
  url: string;
  requests: Recorded[];
  /** How many were made. */
  connections(): number;
  close(): Promise<void>;
}

type Reply = (response: ServerResponse, request: Recorded) => void;

/** An HTTP server, with a certificate over TLS, that answers each request as the test says; for what the simulator never does by itself. */
export async function startScriptedServer(reply: Reply, certificate?: CertificateFiles): Promise<ScriptedServer> {
  const requests: Recorded[] = [];
  const sockets: Socket[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
        connection: sockets.indexOf(incoming.socket) + 1,
      };
      requests.push(request);
      reply(response, request);
    });
  };
  const server = certificate ? createTlsServer(await read(certificate), listener) : createServer(listener);
  server.on(certificate ? 'secureConnection' : 'connection', (socket: Socket) => sockets.push(socket));
  const url = await new Promise<string>((resolve) => {
    server.listen(0, 'localhost', () => resolve(`${certificate ? 'https' : 'http'}://localhost:${portOf(server.address())}`));
  });
  return {
    url,
    requests,
    connections: () => sockets.length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read({ cert, key }: CertificateFiles) {
  return { cert: await readFile(cert), key: await readFile(key) };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
}
