import { readFile } from 'node:fs/promises';
import {
  connect,
  createSecureServer,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateFiles } from './test-environment.ts';

export interface TemporalFront {
  /** `host:port`, over TLS. */
  address: string;
  /** Who has sent requests: the name in the client's certificate, and the key of its header. */
  seen: { certificate: string | undefined; apiKey: string | undefined }[];
  close(): void;
}

/** A TLS front of the Temporal server, as Temporal Cloud has one: it sees by which certificate and key clients come. */
export async function startTemporalFront(temporal: string, files: CertificateFiles): Promise<TemporalFront> {
  const behind = connect(`http://${temporal}`);
  const seen: TemporalFront['seen'] = [];
  const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)]);
  const server = createSecureServer({ cert, key, requestCert: true, rejectUnauthorized: false });
  const sockets = new Set<TLSSocket>();
  server.on('secureConnection', (socket: TLSSocket) => sockets.add(socket));
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    const { socket } = stream.session ?? {};
    const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
    seen.push({ certificate: subject?.CN?.toString(), apiKey: headers.authorization });
    forward(stream, headers);
  });

  function forward(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const request = behind.request({ ...headers, ':scheme': 'http' }, { endStream: false });
    let trailers: IncomingHttpHeaders = {};
    request.on('response', (answer: IncomingHttpHeaders & IncomingHttpStatusHeader, flags: number) => {
      const END_STREAM = 1;
      if (stream.destroyed) return;
      stream.respond(answer, { waitForTrailers: (flags & END_STREAM) === 0, endStream: (flags & END_STREAM) !== 0 });
    });
    request.on('trailers', (given: IncomingHttpHeaders) => {
      trailers = given;
    });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    for (const side of [stream, request]) side.on('error', () => {});
    stream.on('close', () => request.close());
    stream.pipe(request);
    request.pipe(stream);
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `localhost:${portOf(server.address())}`,
    seen,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      behind.destroy();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('the front has no port');
  return address.port;
}
