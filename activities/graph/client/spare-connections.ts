import type { buildConnector } from 'undici';

type Connector = buildConnector.connector;
type Target = Parameters<Connector>[0];
type Socket = NonNullable<Parameters<Parameters<Connector>[1]>[1]>;

/** Between an answer and the create, or a create and the invite, lie a few seconds. Servers allow an unused connection more. */
const KEPT_FOR_MS = 5_000;
/** Beyond it, as in a burst of calls, a request makes its own. */
const MOST = 50;

/** Connections that are made ahead, each for one request: a new one costs two round trips while somebody waits. */
export interface SpareConnections {
  /** Hands out one that is there, or makes one. */
  connect: Connector;
  /** Makes one more, to where the last one went. Where that fails, the request makes its own. */
  prepare(): void;
}

/** Nothing was ever sent on a spare connection: a request on it is as sure to be the first as on a new one (rule 4). */
export function keepSpareConnections(connect: Connector): SpareConnections {
  /** Where each goes. */
  const spares = new Map<Socket, string>();
  let last: Target | undefined;

  function keep(socket: Socket, target: string): void {
    // Does nothing to one that was handed out.
    const discard = () => {
      if (spares.delete(socket)) socket.destroy();
    };
    spares.set(socket, target);
    // Graph closes it, or nobody needs it.
    socket.on('error', discard).on('end', discard).on('close', discard);
    setTimeout(discard, KEPT_FOR_MS).unref();
    // Does not keep the process alive, as no idle connection does.
    socket.unref();
  }

  function take(target: string): Socket | undefined {
    for (const [socket, itsTarget] of spares) {
      // One that is destroyed says so a moment later.
      if (itsTarget !== target || socket.destroyed) continue;
      spares.delete(socket);
      return socket.ref();
    }
    return undefined;
  }

  return {
    connect(target, callback) {
      last = target;
      const socket = take(nameOf(target));
      // Called at once, undici would take no notice.
      if (socket) queueMicrotask(() => callback(null, socket));
      else connect(target, callback);
    },
    prepare() {
      const target = last;
      if (!target || spares.size >= MOST) return;
      connect(target, (_error, socket) => {
        if (socket) keep(socket, nameOf(target));
      });
    },
  };
}

function nameOf({ protocol, hostname, port }: Target): string {
  return `${protocol}//${hostname}:${port}`;
}
