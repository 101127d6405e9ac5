import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { portOf } from '../webhook/port-of.ts';

/** A status code of gRPC's. */
export const GRPC = {
  invalidArgument: 3,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A gRPC server before Temporal that refuses some of what it is asked, as Temporal Cloud, a role's rights or a rate limit do. */
export interface RefusingTemporal {
  address: string;
  /** When each request came that was refused, in ms of `performance.now()`, by method: `ListSearchAttributes`. */
  refused: { method: string; at: number }[];
  stop(): Promise<void>;
}

/**
 * @param refuse the status with which a method is refused; undefined lets it through
 * @param behind address of the Temporal that has the rest; without it everything else is unimplemented
 */
export async function startRefusingTemporal(
  refuse: (method: string) => number | undefined | void,
  behind?: string,
): Promise<RefusingTemporal> {
  const refused: RefusingTemporal['refused'] = [];
  const far = behind === undefined ? undefined : connect(`http://${behind}`);
  const sessions = new Set<Http2Session>();
  const server = createServer();
  server.on('session', (session) => void sessions.add(session));
  server.on('stream', (near, headers) => {
    // The other side cancels what it waits for when it goes.
    near.on('error', () => near.destroy());
    const method = String(headers[':path']).split('/').at(-1) ?? '';
    const status = refuse(method) ?? (far ? undefined : GRPC.unimplemented);
    if (status === undefined && far) return passOn(near, headers, far);
    refused.push({ method, at: performance.now() });
    near.resume().once('end', () => near.respond(answer(status), { endStream: true }));
  });
  const port = await portOf(server);
  return {
    address: `127.0.0.1:${port}`,
    refused,
    async stop() {
      far?.destroy();
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(status: number | undefined) {
  return {
    ':status': 200,
    'content-type': 'application/grpc',
    'grpc-status': `${status}`,
    'grpc-message': 'refused by the test',
  };
}

function passOn(near: ServerHttp2Stream, headers: IncomingHttpHeaders, far: ClientHttp2Session): void {
  const request = far.request(headers);
  let trailers: IncomingHttpHeaders = {};
  request.on('response', (head) => near.respond(head, { waitForTrailers: true }));
  request.on('trailers', (last: IncomingHttpHeaders) => {
    trailers = last;
  });
  near.on('wantTrailers', () => near.sendTrailers(trailers));
  near.on('close', () => request.close());
  request.on('error', () => near.destroy());
  near.pipe(request);
  request.pipe(near);
}
