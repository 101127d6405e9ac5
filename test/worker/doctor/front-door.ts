import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';

export interface FrontDoor {
  /** As Graph calls it. */
  url: string;
  close(): Promise<void>;
}

/** TLS in front of a port of this machine, as a proxy in front of the webhook. @param certificate PEM texts; default: as the simulator's */
export async function openFrontDoor(to: number, certificate: { cert: string; key: string }): Promise<FrontDoor> {
  const server = createServer(certificate, (outside) => {
    const inside = connect(to, '127.0.0.1');
    const end = () => {
      outside.destroy();
      inside.destroy();
    };
    outside.on('error', end).on('close', end).pipe(inside);
    inside.on('error', end).on('close', end).pipe(outside);
  });
  // A client that does not trust us breaks the handshake off.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
