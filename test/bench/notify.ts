import { Pool } from 'undici';
import type { Product } from './product.ts';

/** A body of Graph's with one item. `path`: below `/communications/calls/`. */
export function notification(path: string, resourceData: unknown): object {
  return { value: [{ changeType: 'updated', resourceUrl: `/communications/calls/${path}`, resourceData }] };
}

export const callData = (id: string, state: string) => ({ '@odata.type': '#microsoft.graph.call', id, state });

/** A roster of that many people. */
export function rosterData(people: number): object[] {
  return Array.from({ length: people }, (_, nth) => {
    const id = `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
    return { '@odata.type': '#microsoft.graph.participant', id, info: { identity: { user: { id } } }, isInLobby: false };
  });
}

/** Posts to an address of the webhook, as Microsoft's side would. @throws where it is not taken */
export interface Poster {
  post(path: string, body: object): Promise<void>;
  close(): Promise<void>;
}

/** With one token for all: whether Microsoft signs one for each notification is not documented. */
export async function openPoster(product: Product, origin: string, connections = 20): Promise<Poster> {
  const pool = new Pool(origin, { connections });
  const token = await product.simulator.signCallbackToken({ tid: product.tenantId });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return {
    post: async (path, body) => {
      const reply = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
      await reply.body.dump();
      if (reply.statusCode !== 202) throw new Error(`The webhook answered ${reply.statusCode} to ${path}`);
    },
    close: () => pool.close(),
  };
}

/** The address on which Graph tells of a leg. */
export function callbackPath({ simulator }: Product, callId: string): string {
  const leg = simulator.record().legs.find(({ id }) => id === callId);
  if (!leg) throw new Error(`The simulator has no leg ${callId}`);
  return new URL(leg.callbackUri).pathname;
}
