import { Agent, buildConnector, type Dispatcher } from 'undici';
import { keepSpareConnections } from './spare-connections.ts';

/** Graph is a few milliseconds away; a connection that takes longer than this will never be made. Below the limit of every request. */
const CONNECT_TIMEOUT_MS = 2_500;

export interface Connections {
  /** Kept alive: for requests that may be repeated. */
  kept: Dispatcher;
  /**
   * A new connection for each request: a kept-alive socket that Graph has closed meanwhile breaks while the request is in flight,
   * and then nobody knows whether it was processed.
   */
  fresh: Dispatcher;
  /** Makes a connection for the next request over `fresh`, to where the last one went. */
  prepareFresh(): void;
}

/** No TCP or TLS connection could be made: the request was certainly not sent. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

/** Idle sockets do not keep the process alive, so there is nothing to close. */
export function openConnections(): Connections {
  const spares = keepSpareConnections(connect);
  return {
    kept: new Agent({ connect }),
    fresh: new Agent({ connect: spares.connect, pipelining: 0 }),
    prepareFresh: () => spares.prepare(),
  };
}

const connector = buildConnector({ timeout: CONNECT_TIMEOUT_MS });

/** Marks a failed connection. The error alone does not show it: ECONNRESET occurs before and after sending. */
const connect: buildConnector.connector = (options, callback) => {
  connector(options, (error, socket) => {
    if (error) callback(new NotConnected(error.message, { cause: error }), null);
    else callback(null, socket);
  });
};
