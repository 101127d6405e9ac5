import { Agent, buildConnector, type Dispatcher } from 'undici';

/** Graph is a few milliseconds away; a connection that takes longer than this will not come. Below the limit of every request. */
const CONNECT_TIMEOUT = 2_500;

export interface Connections {
  /** Kept alive: for what may be repeated. */
  kept: Dispatcher;
  /**
   * A new connection for each request: a kept socket that Graph has closed meanwhile breaks with the request under way, and
   * then nobody knows whether it was processed.
   */
  fresh: Dispatcher;
}

/** No TCP or TLS connection came about: the request was certainly not sent. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

/** Idle sockets hold no process, so there is nothing to close. */
export function openConnections(): Connections {
  return { kept: new Agent({ connect }), fresh: new Agent({ connect, pipelining: 0 }) };
}

const connector = buildConnector({ timeout: CONNECT_TIMEOUT });

/** Marks a failed connection. From the error alone it cannot be told: ECONNRESET comes before and after sending. */
const connect: buildConnector.connector = (options, callback) => {
  connector(options, (error, socket) => {
    if (error) callback(new NotConnected(error.message, { cause: error }), null);
    else callback(null, socket);
  });
};
